namespace RfaAuth.Core.GraphQL.Language;

/// <summary>An executable document (GraphQL specification, section 2.2): operations and the fragments they use.</summary>
internal sealed record Document(IReadOnlyList<OperationDefinition> Operations, IReadOnlyList<FragmentDefinition> Fragments)
{
    /// <summary>Reads a document.</summary>
    /// <param name="text">The document as it will be sent.</param>
    /// <exception cref="GraphQLSyntaxException">The text is not an executable document.</exception>
    public static Document Parse(string text) => new Parser(text).ParseDocument();
}

internal enum OperationType
{
    Query,
    Mutation,
    Subscription,
}

internal sealed record OperationDefinition(
    OperationType Type,
    string? Name,
    IReadOnlyList<VariableDefinition> Variables,
    IReadOnlyList<Directive> Directives,
    SelectionSet SelectionSet,
    SourceLocation Location);

internal sealed record FragmentDefinition(
    string Name,
    string TypeCondition,
    IReadOnlyList<Directive> Directives,
    SelectionSet SelectionSet,
    SourceLocation Location)
{
    /// <summary>The place of the type's name.</summary>
    public SourceLocation TypeConditionLocation { get; init; }
}

/// <param name="Name">The name without its <c>$</c>.</param>
/// <param name="Type">The declared type.</param>
/// <param name="DefaultValue">The declared default; null if there is none.</param>
/// <param name="Directives">The directives on the definition.</param>
/// <param name="Location">The place of the <c>$</c>.</param>
internal sealed record VariableDefinition(
    string Name,
    TypeReference Type,
    Value? DefaultValue,
    IReadOnlyList<Directive> Directives,
    SourceLocation Location);

internal sealed record Directive(string Name, IReadOnlyList<Argument> Arguments, SourceLocation Location);

internal sealed record Argument(string Name, Value Value, SourceLocation Location);

internal abstract record Selection(IReadOnlyList<Directive> Directives, SourceLocation Location);

/// <param name="Alias">The alias, or null.</param>
/// <param name="Name">The field's name in the schema.</param>
/// <param name="Arguments">The arguments in document order.</param>
/// <param name="Directives">The directives in document order.</param>
/// <param name="SelectionSet">The fields selected of its value; null for a leaf.</param>
/// <param name="Location">The place where the field starts, with its alias.</param>
internal sealed record Field(
    string? Alias,
    string Name,
    IReadOnlyList<Argument> Arguments,
    IReadOnlyList<Directive> Directives,
    SelectionSet? SelectionSet,
    SourceLocation Location) : Selection(Directives, Location)
{
    /// <summary>The key of the field's value in an answer (section 3.13): the alias, else the name.</summary>
    public string ResponseKey => Alias ?? Name;
}

internal sealed record FragmentSpread(string Name, IReadOnlyList<Directive> Directives, SourceLocation Location)
    : Selection(Directives, Location);

internal sealed record InlineFragment(
    string? TypeCondition,
    IReadOnlyList<Directive> Directives,
    SelectionSet SelectionSet,
    SourceLocation Location) : Selection(Directives, Location)
{
    /// <summary>The place of the type's name. It has no meaning if there is no type.</summary>
    public SourceLocation TypeConditionLocation { get; init; }
}
