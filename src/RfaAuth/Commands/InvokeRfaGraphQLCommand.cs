using System.Collections;
using System.Collections.Specialized;
using RfaAuth.Calls;
using RfaAuth.Completers;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Paging;
using RfaAuth.Core.GraphQL.Variables;
using RfaAuth.Input;
using RfaAuth.Pipeline;

namespace RfaAuth.Commands;

/// <summary>Runs a query or a mutation: once, or for each input object.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "RfaGraphQL", DefaultParameterSetName = ByQuery, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(PSObject), typeof(string), typeof(RfaResponse), typeof(RfaInputResult), typeof(OrderedDictionary), typeof(RfaExport))]
public sealed partial class InvokeRfaGraphQLCommand : RfaCmdlet
{
    private Batch? _batch;
    private bool _hasBegun;

    [Parameter(ValueFromPipeline = true, HelpMessage = "An object whose properties or keys fill the declared variables, or a single value for the only variable without a value.")]
    [InputTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public PSObject? InputObject { get; set; }

    [Parameter(HelpMessage = "The number of calls of a batch that run at the same time, from 1 to 256.")]
    [ValidateRange(1, 256)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int ThrottleLimit { get; set; } = 1;

    [Parameter(HelpMessage = "Follows the list of the query through all of its pages and outputs its items.")]
    public SwitchParameter All { get; set; }

    [Parameter(HelpMessage = "The number of items on a page of -All, by the variable given as take, limit, first or last.")]
    [ValidateRange(1, int.MaxValue)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int PageSize { get; set; }

    // SupportsPaging would add these three too, but without a help message, and Tab would offer files for them.
    [Parameter(HelpMessage = "How many items -All outputs at most.")]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public ulong First { get; set; }

    [Parameter(HelpMessage = "How many items at the beginning of the list -All leaves out.")]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public ulong Skip { get; set; }

    [Parameter(HelpMessage = "Shows the number of items of the list, if the query selects it. It is not part of the output.")]
    public SwitchParameter IncludeTotalCount { get; set; }

    [Parameter(HelpMessage = "Makes -All complete the lists in the items of the list.")]
    public SwitchParameter Nested { get; set; }

    [Parameter(HelpMessage = "The name of a variable, without $, that -All sets to the number of items of the list. It is null if the service does not say it, or the total is not selected.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string? TotalCountVariable { get; set; }

    private PagingOptions? Paging => ListParameters.Read(this);

    private protected override bool WritesErrorsOfInputs => true;

    private protected override void Execute()
    {
        _hasBegun = true;
        if (HasDocumentsFromPipeline)
            RunDocument();
        else if (!IsBound(nameof(InputObject)))
            RunOnce();
        else
            RunStep(() => Batch()?.Add(InputObject?.BaseObject as InputArgument ?? new InputArgument(null)), OnDisposedAsync);
    }

    private protected override void OnEnd()
    {
        // A batch without an input makes a file too, like a list without an item.
        if (_batch is not null || (!_hasBegun && OutFile is not null && MyInvocation.ExpectingInput && IsBound(ParameterSetName)))
            RunStep(() => Batch()?.Finish(), OnDisposedAsync);
    }

    /// <summary>The command may end between two inputs: a later command has enough, or the user stopped it.</summary>
    private protected override Task OnDisposedAsync() => _batch?.EndAsync() ?? AbandonExportAsync();

    private protected override void OnStopped(Exception? lost)
    {
        WarnOfMutation(lost);
        WarnOfExport();
    }

    /// <summary>The batch, which is made for the first input; null if the user did not agree to its file.</summary>
    private Batch? Batch() => _batch ??= IsDeclined ? null : CreateBatch();

    /// <summary>Runs the document from the pipeline. Then the object of the pipeline is no input.</summary>
    private void RunDocument()
    {
        // PowerShell would convert any object to text.
        if (ParameterSetName == ByQuery && PSObjects.Unwrap((InputObject?.BaseObject as InputArgument)?.Value) is not (string or IList))
        {
            throw new RfaException(ErrorCodes.GraphQLSyntaxError, "There is no document. The objects of the pipeline are inputs, and need a document to run.")
            {
                RecommendedAction = "Pass the document as -Query, in single quotes, or its file as -Path: $rows | Invoke-RfaGraphQL $query.",
            };
        }

        RunOnce();
    }

    private void RunOnce()
    {
        BatchParameters.Check(this, hasInputs: false);
        var (call, variables, document) = Arguments();
        var export = OutFileExport(call);
        // Files and vaults may block, and lists take long. In these cases the pipeline thread must stay free.
        var isQuick = document.IsAtHand && !Validate && call.Paging is null && call.Session.Connection.Store is null && export is null;
        Action<Func<CmdletPipeline, CancellationToken, Task>> run = isQuick ? RunFromHere : Run;
        run(async (pipeline, cancellationToken) =>
        {
            var operation = await document.ReadAsync(OperationName, cancellationToken).ConfigureAwait(false);
            ErrorTarget = operation.DisplayName;
            await ValidateAsync(pipeline, call.Session, operation, cancellationToken).ConfigureAwait(false);
            // The variables of a list change from page to page, so each page converts them.
            var request = call.Paging is null ? operation.WithVariables(variables) : operation with { Variables = variables };
            if (await MutationApproval.GetAsync(pipeline, call.Session, request).ConfigureAwait(false))
                await (export?.RunAsync(pipeline, call, request, cancellationToken) ?? call.RunAsync(pipeline, request, request.DisplayName, null, pipeline, cancellationToken)).ConfigureAwait(false);
        });
    }

    /// <summary>Prepares everything that does not depend on an input, before the first one is sent. An error here ends the batch.</summary>
    /// <returns>The batch; null if the user did not agree to its file.</returns>
    private Batch? CreateBatch()
    {
        BatchParameters.Check(this, hasInputs: true);
        var (call, constants, document) = Arguments();
        var file = OutFileOfBatch(call);
        GraphQLRequest operation = null!;
        Run(async (pipeline, cancellationToken) =>
        {
            operation = await document.ReadAsync(OperationName, cancellationToken).ConfigureAwait(false);
            await ValidateAsync(pipeline, call.Session, operation, cancellationToken).ConfigureAwait(false);
        });
        ErrorTarget = operation.DisplayName;
        WarnOfSharedKey(operation);
        var variables = new InputVariables(ListParameters.VariablesOfInputs(operation, call.ChooseList(operation with { Variables = constants }), constants), constants, operation.InputTypes);
        var export = file is null || IsDry(operation) ? null : OpenExport(file, call, operation with { Variables = constants });
        return IsDeclined ? null
            : new Batch(this, OpenPump(), call, operation, variables, ThrottleLimit, IncludeInput, export, CreateFailedInputs(operation, path => export?.FailedRows(path)), StopToken);
    }
}
