using System;
using System.Management.Automation;
using RfaAuth.Completers;
using RfaAuth.Core.Errors;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Sessions;
using RfaAuth.Input;
using RfaAuth.Output;

namespace RfaAuth.Commands;

/// <summary>Runs a query or a mutation.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "RfaGraphQL", DefaultParameterSetName = ByQuery, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(PSObject), typeof(string), typeof(RfaResponse), typeof(System.Collections.Specialized.OrderedDictionary))]
public sealed class InvokeRfaGraphQLCommand : RfaCmdlet
{
    private const string ByQuery = "Query";
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByQuery)]
    [ValidateNotNullOrEmpty]
    public string? Query { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = ByPath)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? Path { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = ByLiteralPath)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string? LiteralPath { get; set; }

    [Parameter(Position = 1)]
    [VariablesTransformation]
    public object? Variables { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OperationName { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DataPath { get; set; }

    [Parameter]
    public SwitchParameter Raw { get; set; }

    [Parameter]
    public SwitchParameter AsHashtable { get; set; }

    [Parameter]
    public SwitchParameter FullResponse { get; set; }

    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; }

    [Parameter]
    public SwitchParameter NoAuthRetry { get; set; }

    [Parameter]
    [ValidateNotNull]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public RfaSession? Session { get; set; }

    private protected override void Execute()
    {
        var form = ChosenForm();
        var session = SessionOrDefault(Session);
        var path = DataPath is null ? null : new DataPath(DataPath);
        var variables = VariablesReader.Read((Variables as VariablesArgument)?.Value);
        var file = ParameterSetName switch
        {
            ByPath => QueryFile.Resolve(SessionState.Path, Path!, isLiteral: false),
            ByLiteralPath => QueryFile.Resolve(SessionState.Path, LiteralPath!, isLiteral: true),
            _ => null,
        };
        Run(async (pipeline, cancellationToken) =>
        {
            var query = file is null ? Query! : await QueryFile.ReadAsync(file, cancellationToken).ConfigureAwait(false);
            var operation = new GraphQLRequest(query, OperationName);
            ErrorTarget = operation.DisplayName;
            var request = operation.WithVariables(variables);
            if (!await MutationApproval.GetAsync(pipeline, session, request).ConfigureAwait(false))
                return;
            var response = await session.Connection.ExecuteAsync(request, CallOptions(pipeline), cancellationToken).ConfigureAwait(false);
            await AnswerWriter.WriteAsync(pipeline, request, response, form, path).ConfigureAwait(false);
        });
    }

    private CallOptions CallOptions(CmdletPipeline pipeline) => new()
    {
        Values = AsHashtable ? HashtableFactory.Instance : new PSObjectFactory(),
        KeepBody = Raw,
        Timeout = IsBound(nameof(TimeoutSec)) ? TimeSpan.FromSeconds(TimeoutSec) : null,
        RetryOnUnauthorized = !NoAuthRetry,
        Log = pipeline,
    };

    private AnswerForm ChosenForm()
    {
        if (Raw && (FullResponse || AsHashtable || DataPath is not null))
            throw new RfaException(ErrorCodes.ParameterConflict, "-Raw gives the body's text: leave out -DataPath, -AsHashtable and -FullResponse.");
        if (FullResponse && DataPath is not null)
            throw new RfaException(ErrorCodes.ParameterConflict, "-FullResponse gives the whole answer: leave out -DataPath.");
        return Raw ? AnswerForm.Raw : FullResponse ? AnswerForm.Full : AnswerForm.Data;
    }
}
