using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using RfaAuth.Completers;
using RfaAuth.Core.Answers;
using RfaAuth.Core.Errors;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Introspection;
using RfaAuth.Core.Sessions;
using RfaAuth.Input;
using RfaAuth.Output;
using RfaAuth.Pipeline;

namespace RfaAuth.Commands;

/// <summary>Shows what a service offers: its types, queries and mutations.</summary>
[Cmdlet(VerbsCommon.Get, "RfaSchema", DefaultParameterSetName = ByType)]
[OutputType(typeof(SchemaType), ParameterSetName = new[] { ByType })]
[OutputType(typeof(SchemaField), ParameterSetName = new[] { ByQuery, ByMutation })]
public sealed class GetRfaSchemaCommand : RfaCmdlet
{
    private const string ByType = "Type";
    private const string ByQuery = "Query";
    private const string ByMutation = "Mutation";

    [Parameter(Position = 0, ParameterSetName = ByType)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SchemaNameCompleter))]
    public string[]? Type { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = ByQuery)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SchemaNameCompleter))]
    public string[]? Query { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = ByMutation)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SchemaNameCompleter))]
    public string[]? Mutation { get; set; }

    [Parameter]
    public SwitchParameter Refresh { get; set; }

    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; }

    [Parameter]
    [ValidateNotNull]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public RfaSession? Session { get; set; }

    private protected override void Execute()
    {
        var session = SessionOrDefault(Session);
        ErrorTarget = "IntrospectionQuery";
        Run(async (pipeline, cancellationToken) =>
        {
            var schema = (Refresh ? null : session.Schema)
                ?? (session.Schema = await ReadAsync(session, pipeline, cancellationToken).ConfigureAwait(false));
            var (all, patterns) = Choose(schema);
            foreach (var missing in all.Missing(patterns))
                await pipeline.WriteErrorAsync(NotFound(missing), missing).ConfigureAwait(false);
            foreach (var found in all.Matching(patterns))
                await pipeline.WriteObjectAsync(found).ConfigureAwait(false);
        });
    }

    private async Task<Schema> ReadAsync(RfaSession session, CmdletPipeline pipeline, CancellationToken cancellationToken)
    {
        var options = new CallOptions
        {
            Timeout = IsBound(nameof(TimeoutSec)) ? TimeSpan.FromSeconds(TimeoutSec) : null,
            Log = pipeline,
        };
        var response = await AskAsync(IntrospectionQuery.Document).ConfigureAwait(false);
        if (IntrospectionQuery.IsForOlderServices(response))
            response = await AskAsync(IntrospectionQuery.ForOlderServices).ConfigureAwait(false);
        if (response.Errors.Count > 0)
            throw AnswerErrors.From(response)[0];
        var schema = SchemaReader.Read(response.Data);
        return SchemaReader.KnowsOneOf(response.Data) ? SchemaReader.WithOneOf(schema, (await AskAsync(IntrospectionQuery.OneOf).ConfigureAwait(false)).Data) : schema;

        Task<GraphQLResponse> AskAsync(string document) => session.Connection.ExecuteAsync(new GraphQLRequest(document), options, cancellationToken);
    }

    private (NamedList All, string[] Patterns) Choose(Schema schema) => ParameterSetName switch
    {
        ByQuery => (NamedList.Of(schema.FieldsOf(schema.QueryType)), Query!),
        ByMutation => (NamedList.Of(schema.FieldsOf(schema.MutationType)), Mutation!),
        _ => (NamedList.Of(schema.Types), Type ?? ["*"]),
    };

    private RfaException NotFound(string name) =>
        new(ErrorCodes.SchemaNameNotFound, $"The service has no {ParameterSetName.ToLowerInvariant()} named '{name}'.");
}
