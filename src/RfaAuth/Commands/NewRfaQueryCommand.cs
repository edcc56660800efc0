using RfaAuth.Completers;
using RfaAuth.Core.GraphQL.Queries;
using RfaAuth.Input;

namespace RfaAuth.Commands;

/// <summary>Writes the document of a query or a mutation from names of fields.</summary>
// It makes a text and changes nothing.
[Cmdlet(VerbsCommon.New, "RfaQuery")]
[OutputType(typeof(string))]
public sealed class NewRfaQueryCommand : SchemaCmdlet
{
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The query to write, or with -Mutation the mutation: a field of the root type.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SchemaNameCompleter))]
    public string? Name { get; set; }

    [Parameter(Position = 1, HelpMessage = "Paths of fields, as registered_address.postcode; * for all scalars, type:Company.name for one type of a union.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(FieldPathCompleter))]
    public string[] Field { get; set; } = [];

    [Parameter(HelpMessage = "Arguments: a hashtable of names and values, or names whose values you give when you run the query.")]
    [ValidateNotNullOrEmpty]
    [VariablesTransformation]
    [ArgumentCompleter(typeof(FieldArgumentCompleter))]
    public object? Argument { get; set; }

    [Parameter(HelpMessage = "Writes a mutation in place of a query.")]
    public SwitchParameter Mutation { get; set; }

    [Parameter(HelpMessage = "Writes a query that Invoke-RfaGraphQL -All can follow through its pages.")]
    public SwitchParameter All { get; set; }

    [Parameter(HelpMessage = "The number of levels of scalars that are selected if you name no fields.")]
    [ValidateRange(1, 10)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int Depth { get; set; } = 1;

    [Parameter(HelpMessage = "The name of the operation. Without it the name of the field.")]
    [ValidatePattern("^[_A-Za-z][_0-9A-Za-z]*$")]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string? OperationName { get; set; }

    private protected override void Execute()
    {
        if (All && Mutation)
            throw new RfaException(ErrorCodes.ParameterConflict, "-All follows a list of a query: leave out -Mutation, or -All.");
        var source = Source();
        var design = new QueryDesign(Name!)
        {
            IsMutation = Mutation,
            Fields = Field,
            Arguments = DesignedArguments.Read((Argument as VariablesArgument)?.Value),
            Depth = Depth,
            IsPaged = All,
            OperationName = OperationName,
        };
        ErrorTarget = Name;
        Run(async (pipeline, cancellationToken) =>
        {
            var schema = await source.ReadAsync(ReadOptions(pipeline), isRefresh: false, cancellationToken).ConfigureAwait(false);
            await pipeline.WriteObjectAsync(QueryBuilder.Build(schema, design)).ConfigureAwait(false);
        });
    }
}
