using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation.Language;
using RfaAuth.Calls;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Paging;
using RfaAuth.Core.GraphQL.Validation;
using RfaAuth.Core.GraphQL.Variables;
using RfaAuth.Core.Sessions;
using RfaAuth.Input;
using RfaAuth.Output;
using RfaAuth.Pipeline;
using RfaAuth.State;

namespace RfaAuth.Commands;

/// <summary>Runs a query or a mutation: once, or for each input object.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "RfaGraphQL", DefaultParameterSetName = ByQuery, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(PSObject), typeof(string), typeof(RfaResponse), typeof(RfaInputResult), typeof(OrderedDictionary), typeof(RfaExport))]
public sealed partial class InvokeRfaGraphQLCommand : RfaCmdlet
{
    private Batch? _batch;
    private bool _hasBegun;
    private RfaSession? _session;
    private IReadOnlyList<InterruptedCall> _interruptedBefore = [];

    // Read on the pipeline thread, because objects are made on any thread.
    private PSLanguageMode _languageMode;

    private protected override bool WritesErrorsOfInputs => true;

    /// <summary>Whether the objects of the pipeline are documents, or files with documents, and not inputs.</summary>
    private bool HasDocumentsFromPipeline => IsFromPipeline(ParameterSetName);

    private protected override void OnStart()
    {
        // Set it even if no input comes, so that the inputs of an earlier command do not stay in it.
        if (FailedVariable is not null)
            SessionState.PSVariable.Set(FailedVariable, _failed = []);
    }

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
    private protected override Task OnDisposedAsync() =>
        // If an error came before the batch began, its file is closed so that -Resume can go on with it.
        _batch?.EndAsync() ?? (_batchExport is null ? Task.CompletedTask : Task.Run(_batchExport.Abandon));

    private protected override void OnStopped(Exception? lost)
    {
        WarnOfMutation(lost);
        WarnOfExport();
    }

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
        var (call, variables, document) = Arguments(hasInputs: false);
        var export = OutFile is null ? null : OutFileExport(call);
        // Files and vaults may block, and lists take long. In these cases the pipeline thread must stay free.
        var isQuick = document.IsAtHand && !Validate && call.Paging is null && call.Session.Connection.Store is null && export is null;
        Action<Func<CmdletPipeline, CancellationToken, Task>> run = isQuick ? RunFromHere : Run;
        run(async (pipeline, cancellationToken) =>
        {
            var operation = await document.ReadAsync(OperationName, cancellationToken).ConfigureAwait(false);
            ErrorTarget = operation.DisplayName;
            if (Validate)
                await ValidateAsync(pipeline, call.Session, operation, cancellationToken).ConfigureAwait(false);
            // The variables of a list change from page to page, so each page converts them.
            var request = call.Paging is null ? operation.WithVariables(variables) : operation with { Variables = variables };
            if (await call.ApproveAsync(pipeline, request).ConfigureAwait(false))
                await (export?.RunAsync(pipeline, call, request, cancellationToken) ?? call.RunAsync(pipeline, request, request.DisplayName, null, pipeline, cancellationToken)).ConfigureAwait(false);
        });
    }

    /// <summary>Reads the parameters that do not depend on an input. Call it on the pipeline thread.</summary>
    /// <exception cref="RfaException">ParameterConflict, SessionRequired, InvalidHeader, InvalidVariables, TooDeep or FileUnreadable.</exception>
    private (GraphQLCall Call, IReadOnlyDictionary<string, object?>? Variables, DocumentSource Document) Arguments(bool hasInputs)
    {
        ParameterConflicts.Check(this, hasInputs);
        _languageMode = SessionState.LanguageMode;
        _session = SessionOrDefault(Session);
        _interruptedBefore = _session.LastInterrupted;
        var headers = Headers is null ? null : RequestHeaders.Read(Headers);
        if (headers is not null)
            _session.Connection.CheckHeaders(headers.Values);
        // The headers of an earlier command must not be taken for those of this one.
        if (ResponseHeadersVariable is not null)
            SessionState.PSVariable.Set(ResponseHeadersVariable, null);
        var form = Raw ? AnswerForm.Raw : FullResponse ? AnswerForm.Full : AnswerForm.Data;
        var call = new GraphQLCall(_session, form, DataPath is null ? null : new DataPath(DataPath), CallOptions)
        {
            Paging = All ? PagingOptions() : null,
            Flat = Flatten ? FlatOutputs(_session) : null,
        };
        var types = new InputTypes(ScalarType is null ? null : ScalarTypes.Read(ScalarType), SchemaCache.Of(_session));
        return (call, PlainValueReader.ReadVariables((Variables as VariablesArgument)?.Value), Document(types) with { Headers = headers });
    }

    private DocumentSource Document(InputTypes types) => ParameterSetName switch
    {
        ByPath => new(null, QueryFile.Resolve(SessionState.Path, Path!, isLiteral: false), types),
        ByLiteralPath => new(null, QueryFile.Resolve(SessionState.Path, LiteralPath!, isLiteral: true), types),
        _ => new(Query, null, types) { Advice = HasDocumentsFromPipeline ? DocumentAdvice.OfPipeline : null },
    };

    private PagingOptions PagingOptions() => new()
    {
        PageSize = IsBound(nameof(PageSize)) ? PageSize : null,
        Skip = Skip,
        First = IsBound(nameof(First)) ? First : null,
        IsNested = Nested,
        ThrottleLimit = ThrottleLimit,
        NeedsTotal = IncludeTotalCount || TotalCountVariable is not null,
    };

    private CallOptions CallOptions(ICallLog log, GraphQLRequest request) => new()
    {
        Values = AsHashtable ? HashtableFactory.Instance : AsRecord ? RecordFactory.For(request, _languageMode) : PSObjectFactory.Instance,
        KeepBody = Raw,
        KeepHeaders = FullResponse || ResponseHeadersVariable is not null,
        Timeout = IsBound(nameof(TimeoutSec)) ? TimeSpan.FromSeconds(TimeoutSec) : null,
        RetryOnUnauthorized = !NoAuthRetry,
        Log = log,
    };

    /// <summary>Validates the document against the schema. Deprecated parts lead to a warning.</summary>
    /// <exception cref="InvalidQueryException">The document does not fit the schema.</exception>
    private static async Task ValidateAsync(CmdletPipeline pipeline, RfaSession session, GraphQLRequest operation, CancellationToken cancellationToken)
    {
        var schema = await SchemaSource.Of(session).ReadAsync(new CallOptions { Log = pipeline }, isRefresh: false, cancellationToken).ConfigureAwait(false);
        var problems = QueryProblem.Find(schema, operation.Query, operation.Document, path: null);
        if (problems.Any(problem => problem.IsError))
            throw InvalidQueryException.Of(problems);
        foreach (var warning in problems)
            pipeline.Warning(warning.ToString());
    }

    /// <summary>Warns at once of a mutation that was running when the command was stopped, and says where to look it up.</summary>
    private void WarnOfMutation(Exception? lost)
    {
        // Without the stop this error would have been written.
        if (lost is RfaException { OutcomeUnknown: true } && ErrorTarget is string operation)
            _session?.Connection.NoteInterrupted(operation);
        if (_session?.LastInterrupted.Except(_interruptedBefore).Select(call => $"'{call.Operation}'").Distinct().ToArray() is not { Length: > 0 } names)
            return;
        var name = CodeGeneration.EscapeSingleQuotedStringContent(_session.Name);
        Streams.WarnAfterStop(
            $"The command was stopped while a mutation was under way ({string.Join(", ", names)}): nobody knows whether it has run. (Get-RfaSession '{name}').LastInterrupted lists it.");
    }
}
