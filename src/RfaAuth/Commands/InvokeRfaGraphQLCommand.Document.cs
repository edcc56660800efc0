using System.Collections;
using System.Management.Automation.Language;
using RfaAuth.Calls;
using RfaAuth.Completers;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Validation;
using RfaAuth.Core.GraphQL.Variables;
using RfaAuth.Core.Sessions;
using RfaAuth.Input;
using RfaAuth.Output;
using RfaAuth.Pipeline;

namespace RfaAuth.Commands;

// The document, its variables, how it is sent and how its answer is written.
public sealed partial class InvokeRfaGraphQLCommand
{
    private const string ByQuery = "Query";
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";

    private RfaSession? _session;
    private IReadOnlyList<InterruptedCall> _interruptedBefore = [];

    // Read on the pipeline thread, because objects are made on any thread.
    private PSLanguageMode _languageMode;

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByQuery, HelpMessage = "The document.")]
    [ValidateNotNullOrEmpty]
    [DocumentTransformation]
    [ArgumentCompleter(typeof(QueryTextCompleter))]
    public string? Query { get; set; }

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByPath, HelpMessage = "A file with the document.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? Path { get; set; }

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath, HelpMessage = "A file with the document. Wildcard characters have no special meaning.")]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string? LiteralPath { get; set; }

    [Parameter(Position = 1, HelpMessage = "The values of the variables by name, as the operation declares them.")]
    [VariablesTransformation]
    [ArgumentCompleter(typeof(VariablesCompleter))]
    public object? Variables { get; set; }

    /// <summary>The form in which the service's own scalars are sent, by their names.</summary>
    [Parameter(HelpMessage = "The form in which the service's own scalars are sent, by their names.")]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public IDictionary? ScalarType { get; set; }

    [Parameter(HelpMessage = "The name of the operation to run, if the document has several.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(OperationNameCompleter))]
    public string? OperationName { get; set; }

    [Parameter(HelpMessage = "Returns the part of the data at this path of keys, as 'companies.items'.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DataPathCompleter))]
    public string? DataPath { get; set; }

    [Parameter(HelpMessage = "Returns the text of the answer, unchanged.")]
    public SwitchParameter Raw { get; set; }

    [Parameter(HelpMessage = "Returns ordered dictionaries with case-sensitive keys in place of custom objects.")]
    public SwitchParameter AsHashtable { get; set; }

    [Parameter(HelpMessage = "Returns records in place of custom objects. They need less time and memory.")]
    public SwitchParameter AsRecord { get; set; }

    [Parameter(HelpMessage = "Returns the whole answer in one object.")]
    public SwitchParameter FullResponse { get; set; }

    [Parameter(HelpMessage = "The time for the whole call in seconds, with waits and repetitions.")]
    [ValidateRange(1, 86400)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int TimeoutSec { get; set; }

    [Parameter(HelpMessage = "Headers to send with this call beside those of the session, as a hashtable.")]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public IDictionary? Headers { get; set; }

    [Parameter(HelpMessage = "The name of a variable, without its $, that is set to the headers of the last answer.")]
    [Alias("RHV")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string? ResponseHeadersVariable { get; set; }

    [Parameter(HelpMessage = "Does not send the operation again after an Unauthorized answer, for services that check the token only after they did the work.")]
    public SwitchParameter NoAuthRetry { get; set; }

    [Parameter(HelpMessage = "Checks the document against the service's schema before anything is sent.")]
    public SwitchParameter Validate { get; set; }

    [Parameter(HelpMessage = "The session, as an object or by its name.")]
    [ValidateNotNull]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public RfaSession? Session { get; set; }

    /// <summary>Whether the objects of the pipeline are documents, or files with documents, and not inputs.</summary>
    private bool HasDocumentsFromPipeline => IsFromPipeline(ParameterSetName);

    /// <summary>Reads the parameters that do not depend on an input. Call it on the pipeline thread.</summary>
    /// <exception cref="Core.Errors.RfaException">ParameterConflict, SessionRequired, InvalidHeader, InvalidVariables, TooDeep or FileUnreadable.</exception>
    private (GraphQLCall Call, IReadOnlyDictionary<string, object?>? Variables, DocumentSource Document) Arguments()
    {
        _languageMode = SessionState.LanguageMode;
        var form = AnswerForms.Choose(Raw, FullResponse, AsHashtable, AsRecord, hasPath: DataPath is not null);
        _session = SessionOrDefault(Session);
        _interruptedBefore = _session.LastInterrupted;
        var headers = RequestHeaders.Read(Headers);
        _session.Connection.CheckHeaders(headers.Values);
        // The headers of an earlier command must not be taken for those of this one.
        if (ResponseHeadersVariable is not null)
            SessionState.PSVariable.Set(ResponseHeadersVariable, null);
        var call = new GraphQLCall(_session, form, DataPath is null ? null : new DataPath(DataPath), CallOptions) { Paging = Paging, Flat = FlatOutputs(_session) };
        var types = new InputTypes(ScalarTypes.Read(ScalarType), SchemaSource.Of(_session).Known);
        return (call, VariablesReader.Read((Variables as VariablesArgument)?.Value), Document(types, headers));
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

    private DocumentSource Document(InputTypes types, RequestHeaders headers) => ParameterSetName switch
    {
        ByPath => DocumentSource.OfFile(QueryFile.Resolve(SessionState.Path, Path!, isLiteral: false), types) with { Headers = headers },
        ByLiteralPath => DocumentSource.OfFile(QueryFile.Resolve(SessionState.Path, LiteralPath!, isLiteral: true), types) with { Headers = headers },
        _ => new DocumentSource(Query!, types) { Headers = headers, Advice = HasDocumentsFromPipeline ? DocumentAdvice.OfPipeline : null },
    };

    /// <summary>Validates the document against the schema, if that was asked for. Deprecated parts lead to a warning.</summary>
    /// <exception cref="InvalidQueryException">The document does not fit the schema.</exception>
    private Task ValidateAsync(CmdletPipeline pipeline, RfaSession session, GraphQLRequest operation, CancellationToken cancellationToken) =>
        Validate ? ThrowIfInvalidAsync(pipeline, session, operation, cancellationToken) : Task.CompletedTask;

    private static async Task ThrowIfInvalidAsync(CmdletPipeline pipeline, RfaSession session, GraphQLRequest operation, CancellationToken cancellationToken)
    {
        var schema = await SchemaSource.Of(session).ReadAsync(new CallOptions { Log = pipeline }, isRefresh: false, cancellationToken).ConfigureAwait(false);
        var problems = QueryProblem.Find(schema, operation.Query, operation.Document, path: null);
        if (problems.Any(problem => problem.IsError))
            throw InvalidQueryException.Of(problems);
        foreach (var warning in problems)
            pipeline.Warning(warning.ToString());
    }

    private CallOptions CallOptions(ICallLog log, GraphQLRequest request) => new()
    {
        Values = AsHashtable ? HashtableFactory.Instance : AsRecord ? RecordFactory.For(request, _languageMode) : PSObjectFactory.Instance,
        KeepBody = Raw,
        KeepHeaders = FullResponse || ResponseHeadersVariable is not null,
        Timeout = IsBound(nameof(TimeoutSec)) ? TimeSpan.FromSeconds(TimeoutSec) : null,
        RetryOnUnauthorized = !NoAuthRetry,
        Log = log,
    };
}
