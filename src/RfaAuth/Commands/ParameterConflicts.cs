using RfaAuth.Core.Exports;
using RfaAuth.Output;

namespace RfaAuth.Commands;

/// <summary>Refuses parameters of Invoke-RfaGraphQL that do not go together. Pure.</summary>
internal static class ParameterConflicts
{
    private static readonly string[] s_needInputs =
        [nameof(InvokeRfaGraphQLCommand.IncludeInput), nameof(InvokeRfaGraphQLCommand.FailedItem), nameof(InvokeRfaGraphQLCommand.FailedVariable)];

    private static readonly string[] s_needAll =
        [nameof(InvokeRfaGraphQLCommand.PageSize), nameof(InvokeRfaGraphQLCommand.First), nameof(InvokeRfaGraphQLCommand.Skip), nameof(InvokeRfaGraphQLCommand.IncludeTotalCount), nameof(InvokeRfaGraphQLCommand.TotalCountVariable), nameof(InvokeRfaGraphQLCommand.Nested)];

    private static readonly string[] s_needOutFile =
        [nameof(InvokeRfaGraphQLCommand.As), nameof(InvokeRfaGraphQLCommand.NoClobber), nameof(InvokeRfaGraphQLCommand.Append), nameof(InvokeRfaGraphQLCommand.Resume), nameof(InvokeRfaGraphQLCommand.PassThru)];

    private static readonly string[] s_notWithRawFile = [nameof(InvokeRfaGraphQLCommand.As), nameof(InvokeRfaGraphQLCommand.Append)];

    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="hasInputs">Whether there are inputs.</param>
    /// <exception cref="RfaException">ParameterConflict.</exception>
    public static void Check(InvokeRfaGraphQLCommand cmdlet, bool hasInputs)
    {
        if (!hasInputs && Given(cmdlet, s_needInputs) is { } ofInputs)
            throw Conflict($"-{ofInputs} is for inputs, and there are none: pipe objects to the command, or leave it out.");
        if (cmdlet.IncludeInput && cmdlet.FullResponse)
            throw Conflict("-IncludeInput and -FullResponse are two objects for one answer: leave one out. The whole answer has its input as InputObject.");
        if (cmdlet.Raw && (cmdlet.FullResponse || cmdlet.AsHashtable || cmdlet.AsRecord || cmdlet.DataPath is not null))
            throw Conflict("-Raw gives the body's text: leave out -DataPath, -AsHashtable, -AsRecord and -FullResponse.");
        if (cmdlet.AsHashtable && cmdlet.AsRecord)
            throw Conflict("-AsHashtable and -AsRecord are two forms of the same objects: leave one out.");
        if (cmdlet.FullResponse && cmdlet.DataPath is not null)
            throw Conflict("-FullResponse gives the whole answer: leave out -DataPath.");
        if (!cmdlet.All && Given(cmdlet, s_needAll) is { } ofList)
            throw Conflict($"-{ofList} is for lists that are followed page by page: add -All, or leave it out.");
        if (cmdlet.All && (cmdlet.Raw || cmdlet.FullResponse))
            throw Conflict("-All outputs the items of many answers: leave out -Raw and -FullResponse.");
        if (cmdlet.Flatten && (cmdlet.Raw || cmdlet.FullResponse))
            throw Conflict("-Flatten gives objects: leave out -Raw and -FullResponse.");
        if (cmdlet.OutFile is not null)
            CheckOutFile(cmdlet, hasInputs);
        else if (Given(cmdlet, s_needOutFile) is { } ofFile)
            throw Conflict($"-{ofFile} says how a file is written: add -OutFile, or leave it out.");
    }

    /// <summary>Refuses parameters that do not go with the format of a file.</summary>
    /// <exception cref="RfaException">ParameterConflict.</exception>
    public static void CheckFormat(InvokeRfaGraphQLCommand cmdlet, ExportFormat format)
    {
        if (format != ExportFormat.Csv && cmdlet.Flatten)
            throw Conflict("-Flatten is for objects and .csv files: JSON is written as the service sent it.");
        if (format == ExportFormat.Json && cmdlet.Append)
            throw Conflict("-Append works with lines and CSV. A .json file is one list: use .jsonl.");
        if (format == ExportFormat.Csv && cmdlet.IncludeInput)
            throw Conflict("-IncludeInput writes objects with the input in them, and a .csv file has the columns of the answer: use .jsonl, or leave it out.");
    }

    /// <summary>Refuses two paths if one file would replace the other.</summary>
    /// <param name="outFile">The path of -OutFile.</param>
    /// <param name="failedItem">The path of -FailedItem.</param>
    /// <exception cref="RfaException">ParameterConflict.</exception>
    public static void CheckNames(string outFile, string failedItem)
    {
        if (ExportTarget.NamesOf(outFile).Intersect(FailedFile.NamesOf(failedItem), StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } name)
            throw Conflict($"-OutFile and -FailedItem both write '{Path.GetFileName(name)}': give one of them another name.");
    }

    private static void CheckOutFile(InvokeRfaGraphQLCommand cmdlet, bool hasInputs)
    {
        if (cmdlet.FullResponse || cmdlet.AsHashtable || cmdlet.AsRecord)
            throw Conflict("-OutFile writes the service's own JSON, or CSV: leave out -FullResponse, -AsHashtable and -AsRecord.");
        if (cmdlet.Raw && Given(cmdlet, s_notWithRawFile) is { } other)
            throw Conflict($"-Raw writes the answer as it came: leave out -{other}.");
        if (cmdlet.Append && cmdlet.NoClobber)
            throw Conflict("-Append writes to an existing file, and -NoClobber keeps it unchanged: leave one out.");
        if (hasInputs && cmdlet.Raw)
            throw Conflict("-Raw with -OutFile writes the whole body of one answer, and a batch has many: leave out -Raw, and use .jsonl. Its lines are the service's own text as well.");
        if (cmdlet.Resume && !hasInputs && !cmdlet.All)
            throw Conflict("-Resume goes on with a list or a batch: add -All or inputs, or leave it out.");
    }

    private static string? Given(InvokeRfaGraphQLCommand cmdlet, string[] parameters) => Array.Find(parameters, cmdlet.MyInvocation.BoundParameters.ContainsKey);

    private static RfaException Conflict(string message) => new(ErrorCodes.ParameterConflict, message);
}
