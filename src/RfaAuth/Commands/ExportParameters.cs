using RfaAuth.Core.Exports;
using RfaAuth.Output;

namespace RfaAuth.Commands;

/// <summary>Checks the parameters of an export. Pure.</summary>
internal static class ExportParameters
{
    private static readonly string[] s_needOutFile =
        [nameof(InvokeRfaGraphQLCommand.As), nameof(InvokeRfaGraphQLCommand.NoClobber), nameof(InvokeRfaGraphQLCommand.Append), nameof(InvokeRfaGraphQLCommand.Resume), nameof(InvokeRfaGraphQLCommand.PassThru)];

    private static readonly string[] s_notWithRaw = [nameof(InvokeRfaGraphQLCommand.As), nameof(InvokeRfaGraphQLCommand.Append)];

    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="form">The form of the answers.</param>
    /// <param name="hasInputs">Whether there are inputs.</param>
    /// <exception cref="RfaException">ParameterConflict.</exception>
    public static void Check(InvokeRfaGraphQLCommand cmdlet, AnswerForm form, bool hasInputs)
    {
        var bound = cmdlet.MyInvocation.BoundParameters;
        if (cmdlet.Flatten && form != AnswerForm.Data)
            throw Conflict("-Flatten gives objects: leave out -Raw and -FullResponse.");
        if (cmdlet.OutFile is null)
        {
            if (s_needOutFile.FirstOrDefault(bound.ContainsKey) is { } name)
                throw Conflict($"-{name} says how a file is written: add -OutFile, or leave it out.");
            return;
        }

        if (form == AnswerForm.Full || cmdlet.AsHashtable || cmdlet.AsRecord)
            throw Conflict("-OutFile writes the service's own JSON, or CSV: leave out -FullResponse, -AsHashtable and -AsRecord.");
        if (form == AnswerForm.Raw && s_notWithRaw.FirstOrDefault(bound.ContainsKey) is { } other)
            throw Conflict($"-Raw writes the answer as it came: leave out -{other}.");
        if (cmdlet.Append && cmdlet.NoClobber)
            throw Conflict("-Append writes to an existing file, and -NoClobber keeps it unchanged: leave one out.");
        if (hasInputs && form == AnswerForm.Raw)
            throw Conflict("-Raw with -OutFile writes the whole body of one answer, and a batch has many: leave out -Raw, and use .jsonl. Its lines are the service's own text as well.");
        if (cmdlet.Resume && !hasInputs && cmdlet is InvokeRfaGraphQLCommand { All.IsPresent: false })
            throw Conflict("-Resume goes on with a list or a batch: add -All or inputs, or leave it out.");
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

    private static RfaException Conflict(string message) => new(ErrorCodes.ParameterConflict, message);
}
