using RfaAuth.Calls;
using RfaAuth.Calls.Exports;
using RfaAuth.Core.Exports;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Paging;
using RfaAuth.Core.Json;
using RfaAuth.Input;
using RfaAuth.Output;

namespace RfaAuth.Commands;

// Answers in a file, and flat objects.
public sealed partial class InvokeRfaGraphQLCommand
{
    private Func<string?>? _interruption;
    private BatchExport? _batchExport;
    private bool _hasFile;

    [Parameter(HelpMessage = "A file for the answer, or with -All for the items of the list, in place of output.")]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    [Parameter(HelpMessage = "The format of -OutFile, if its extension does not say it: jsonl, ndjson, json or csv.")]
    [ValidateSet("jsonl", "ndjson", "json", "csv")]
    public string? As { get; set; }

    [Parameter(HelpMessage = "Does not replace an existing -OutFile.")]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    [Parameter(HelpMessage = "Appends to an existing -OutFile: lines or CSV.")]
    public SwitchParameter Append { get; set; }

    [Parameter(HelpMessage = "Continues an export to -OutFile that ended early.")]
    public SwitchParameter Resume { get; set; }

    [Parameter(HelpMessage = "Returns an object that says what was written to -OutFile.")]
    public SwitchParameter PassThru { get; set; }

    [Parameter(HelpMessage = "Turns nested objects into columns such as registered_address.postcode, and lists into JSON text.")]
    public SwitchParameter Flatten { get; set; }

    /// <summary>The export of a single answer to a file; null if there is none. Call it on the pipeline thread.</summary>
    /// <exception cref="RfaException">ParameterConflict, FormatRequired, FileUnwritable or DirectoryNotFound.</exception>
    private FileExport? OutFileExport(GraphQLCall call)
    {
        if (FileOptions(call.Form, hasInputs: false) is not { } options)
            return null;
        var export = new FileExport(options);
        _interruption = () => export.Interruption;
        return export;
    }

    /// <summary>The file for the answers of a batch; null if there is none. Call it on the pipeline thread.</summary>
    /// <exception cref="RfaException">ParameterConflict, FormatRequired, FileUnwritable or DirectoryNotFound.</exception>
    private ExportOptions? OutFileOfBatch(GraphQLCall call) => FileOptions(call.Form, hasInputs: true);

    /// <summary>Opens the file for the answers of a batch, on the pipeline thread.</summary>
    /// <returns>The file; null if the user did not agree.</returns>
    /// <exception cref="RfaException">The errors of opening it.</exception>
    private BatchExport? OpenExport(ExportOptions options, GraphQLCall call, GraphQLRequest operation)
    {
        var export = new BatchExport(options, call, operation, IncludeInput);
        Run(async (pipeline, _) => IsDeclined = !await export.OpenAsync(pipeline).ConfigureAwait(false));
        _interruption = () => export.Interruption;
        return _batchExport = IsDeclined ? null : export;
    }

    /// <summary>Whether the user did not agree to the file of a batch.</summary>
    private bool IsDeclined { get; set; }

    /// <summary>Closes the file so that -Resume can go on with it, if an error came before the batch began.</summary>
    private Task AbandonExportAsync() => _batchExport is null ? Task.CompletedTask : Task.Run(_batchExport.Abandon);

    private ExportOptions? FileOptions(AnswerForm form, bool hasInputs)
    {
        ExportParameters.Check(this, form, hasInputs);
        if (OutFile is null)
            return null;
        if (_hasFile)
            throw new RfaException(ErrorCodes.ParameterConflict, "-OutFile takes the answer to one document, and the pipeline has several: run them one by one.");
        var path = OutFilePath.Resolve(SessionState.Path, OutFile);
        if (hasInputs && FailedItem is not null)
            ExportParameters.CheckNames(path, FailedFile.Resolve(SessionState.Path, FailedItem));
        var format = form == AnswerForm.Raw ? ExportFormat.Body : ExportFormats.Choose(path, As);
        if (format != ExportFormat.Csv && Flatten)
            throw new RfaException(ErrorCodes.ParameterConflict, "-Flatten is for objects and .csv files: JSON is written as the service sent it.");
        if (format == ExportFormat.Json && Append)
            throw new RfaException(ErrorCodes.ParameterConflict, "-Append works with lines and CSV. A .json file is one list: use .jsonl.");
        if (format == ExportFormat.Csv && IncludeInput)
            throw new RfaException(ErrorCodes.ParameterConflict, "-IncludeInput writes objects with the input in them, and a .csv file has the columns of the answer: use .jsonl, or leave it out.");
        _hasFile = true;
        return new ExportOptions(path, format) { IsAppend = Append, NoClobber = NoClobber, IsResume = Resume, PassesThru = PassThru };
    }

    /// <summary>Makes the object that flattens items; null: items are not flattened.</summary>
    private Func<GraphQLRequest, ListSource?, IValueFactory, FlatOutput>? FlatOutputs(RfaSession session)
    {
        if (!Flatten)
            return null;
        // One for all calls of a batch, because their objects have the same columns.
        var gate = new object();
        FlatOutput? output = null;
        return (request, list, values) =>
        {
            lock (gate)
                return output ??= new FlatOutput(Columns.Of(request, list?.SelectionPath ?? DataPath?.Split('.') ?? [], SchemaSource.Of(session).Known), values);
        };
    }

    /// <summary>Says how much was written when the command was stopped.</summary>
    private void WarnOfExport()
    {
        if (_interruption?.Invoke() is { } words)
            Streams.WarnAfterStop(words);
    }
}
