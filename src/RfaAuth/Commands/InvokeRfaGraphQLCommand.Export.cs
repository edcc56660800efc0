using RfaAuth.Calls;
using RfaAuth.Calls.Exports;
using RfaAuth.Core.Exports;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Paging;
using RfaAuth.Core.Json;
using RfaAuth.Input;
using RfaAuth.Output;
using RfaAuth.State;

namespace RfaAuth.Commands;

// Answers in a file, and flat objects.
public sealed partial class InvokeRfaGraphQLCommand
{
    private Func<string?>? _interruption;
    private BatchExport? _batchExport;
    private bool _hasFile;

    /// <summary>Whether the user did not agree to the file of a batch.</summary>
    private bool IsDeclined { get; set; }

    /// <summary>The export of a single answer to a file. Call it on the pipeline thread.</summary>
    /// <exception cref="RfaException">ParameterConflict, FormatRequired, FileUnwritable or DirectoryNotFound.</exception>
    private FileExport OutFileExport(GraphQLCall call)
    {
        var export = new FileExport(FileOptions(call.Form, hasInputs: false));
        _interruption = () => export.Interruption;
        return export;
    }

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

    /// <summary>The options of -OutFile. Call it on the pipeline thread.</summary>
    /// <exception cref="RfaException">ParameterConflict, FormatRequired, FileUnwritable or DirectoryNotFound.</exception>
    private ExportOptions FileOptions(AnswerForm form, bool hasInputs)
    {
        if (_hasFile)
            throw new RfaException(ErrorCodes.ParameterConflict, "-OutFile takes the answer to one document, and the pipeline has several: run them one by one.");
        var path = OutFilePath.Resolve(SessionState.Path, OutFile!);
        if (hasInputs && FailedItem is not null)
            ParameterConflicts.CheckNames(path, FailedFile.Resolve(SessionState.Path, FailedItem));
        var format = form == AnswerForm.Raw ? ExportFormat.Body : ExportFormats.Choose(path, As);
        ParameterConflicts.CheckFormat(this, format);
        _hasFile = true;
        return new ExportOptions(path, format) { IsAppend = Append, NoClobber = NoClobber, IsResume = Resume, PassesThru = PassThru };
    }

    /// <summary>Makes the object that flattens items.</summary>
    private Func<GraphQLRequest, ListSource?, IValueFactory, FlatOutput> FlatOutputs(RfaSession session)
    {
        // One for all calls of a batch, because their objects have the same columns.
        var gate = new object();
        FlatOutput? output = null;
        return (request, list, values) =>
        {
            lock (gate)
                return output ??= new FlatOutput(Columns.Of(request, list?.SelectionPath ?? DataPath?.Split('.') ?? [], SchemaCache.Of(session)), values);
        };
    }

    /// <summary>Says how much was written when the command was stopped.</summary>
    private void WarnOfExport()
    {
        if (_interruption?.Invoke() is { } words)
            Streams.WarnAfterStop(words);
    }
}
