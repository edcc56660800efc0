using RfaAuth.Completers;
using RfaAuth.Core.GraphQL.Schemas;
using RfaAuth.Core.GraphQL.Validation;
using RfaAuth.Output;

namespace RfaAuth.Commands;

/// <summary>Shows what a service offers: its types, queries and mutations; as objects, or as SDL.</summary>
[Cmdlet(VerbsCommon.Get, "RfaSchema", DefaultParameterSetName = ByType)]
[OutputType(typeof(SchemaType), typeof(string), ParameterSetName = new[] { ByType })]
[OutputType(typeof(SchemaField), ParameterSetName = new[] { ByQuery, ByMutation })]
public sealed class GetRfaSchemaCommand : SchemaCmdlet
{
    private const string ByType = "Type";
    private const string ByQuery = "Query";
    private const string ByMutation = "Mutation";

    [Parameter(Position = 0, ParameterSetName = ByType, HelpMessage = "Names of types. Wildcards are allowed.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SchemaNameCompleter))]
    public string[]? Type { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = ByQuery, HelpMessage = "Names of queries. Wildcards are allowed.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SchemaNameCompleter))]
    public string[]? Query { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = ByMutation, HelpMessage = "Names of mutations. Wildcards are allowed.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SchemaNameCompleter))]
    public string[]? Mutation { get; set; }

    [Parameter(ParameterSetName = ByType, HelpMessage = "Writes the schema as text in GraphQL's own language, SDL.")]
    public SwitchParameter AsSdl { get; set; }

    [Parameter(HelpMessage = "Reads the schema again, although it is in memory.")]
    public SwitchParameter Refresh { get; set; }

    private protected override void Execute()
    {
        var source = Source();
        ErrorTarget = SchemaPath ?? "IntrospectionQuery";
        Run(async (pipeline, cancellationToken) =>
        {
            var schema = await source.ReadAsync(ReadOptions(pipeline), Refresh, cancellationToken).ConfigureAwait(false);
            if (AsSdl && Type is null)
            {
                await pipeline.WriteObjectAsync(SdlWriter.Write(schema)).ConfigureAwait(false);
                return;
            }

            var (all, patterns) = Choose(schema);
            foreach (var missing in all.Missing(patterns))
                await pipeline.WriteErrorAsync(NotFound(missing, all.Names), missing).ConfigureAwait(false);
            foreach (var found in all.Matching(patterns))
                await pipeline.WriteObjectAsync(AsSdl ? SdlWriter.Write((SchemaType)found) : found).ConfigureAwait(false);
        });
    }

    private (NamedList All, string[] Patterns) Choose(Schema schema) => ParameterSetName switch
    {
        ByQuery => (NamedList.Of(schema.FieldsOf(schema.QueryType)), Query!),
        ByMutation => (NamedList.Of(schema.FieldsOf(schema.MutationType)), Mutation!),
        _ => (NamedList.Of(schema.Types), Type ?? ["*"]),
    };

    private RfaException NotFound(string name, IEnumerable<string> known) => new(
        ErrorCodes.SchemaNameNotFound,
        $"The {(SchemaPath is null ? "service" : "schema")} has no {ParameterSetName.ToLowerInvariant()} named '{name}'.{ValidationContext.DidYouMean(name, known)}");
}
