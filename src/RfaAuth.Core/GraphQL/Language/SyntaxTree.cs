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

/// <summary>The fields between a pair of braces. Safe from any thread.</summary>
internal sealed class SelectionSet
{
    private readonly Lexer? _lexer;
    private readonly LexerPlace _place;
    private IReadOnlyList<Selection>? _selections;

    public SelectionSet(IReadOnlyList<Selection> selections) => _selections = selections;

    /// <summary>A set whose syntax is known to be right. It is read at the first use.</summary>
    /// <param name="lexer">A lexer of the text.</param>
    /// <param name="place">The place of the opening brace.</param>
    public SelectionSet(Lexer lexer, LexerPlace place) => (_lexer, _place) = (lexer, place);

    /// <summary>The selections in document order.</summary>
    public IReadOnlyList<Selection> Selections => Volatile.Read(ref _selections) ?? Read();

    // Two threads may read at the same time, but there is one result: selections are told apart by reference.
    private IReadOnlyList<Selection> Read()
    {
        var selections = Parser.ParseSkimmed(_lexer!.At(_place));
        return Interlocked.CompareExchange(ref _selections, selections, null) ?? selections;
    }
}

/// <summary>The type of a variable (GraphQL specification, section 2.11). <c>ToString</c> writes it as in a document.</summary>
internal abstract record TypeReference;

internal sealed record NamedType(string Name) : TypeReference
{
    /// <summary>The place of the name in its document. It is ignored in comparisons: two types with the same name are equal.</summary>
    public SourceLocation Location { get; init; }

    public bool Equals(NamedType? other) => other is not null && Name == other.Name;

    public override int GetHashCode() => Name.GetHashCode();

    public override string ToString() => Name;
}

internal sealed record ListType(TypeReference ItemType) : TypeReference
{
    public override string ToString() => "[" + ItemType + "]";
}

/// <param name="Type">A <see cref="NamedType"/> or a <see cref="ListType"/>.</param>
internal sealed record NonNullType(TypeReference Type) : TypeReference
{
    public override string ToString() => Type + "!";
}

/// <summary>An input value as written in a document (GraphQL specification, section 2.9).</summary>
internal abstract record Value(SourceLocation Location);

/// <param name="Name">The variable's name without its <c>$</c>.</param>
/// <param name="Location">The place of the <c>$</c>.</param>
internal sealed record Variable(string Name, SourceLocation Location) : Value(Location);

/// <param name="Text">The digits as written. Their number is not limited here.</param>
/// <param name="Location">The place where the number starts.</param>
internal sealed record IntValue(string Text, SourceLocation Location) : Value(Location);

/// <param name="Text">The number as written.</param>
/// <param name="Location">The place where the number starts.</param>
internal sealed record FloatValue(string Text, SourceLocation Location) : Value(Location);

/// <param name="Text">The string's value: escapes are decoded, and a block string's indentation is removed.</param>
/// <param name="IsBlock">Whether it was written between triple quotes.</param>
/// <param name="Location">The place of the opening quote.</param>
internal sealed record StringValue(string Text, bool IsBlock, SourceLocation Location) : Value(Location);

internal sealed record BooleanValue(bool IsTrue, SourceLocation Location) : Value(Location);

internal sealed record NullValue(SourceLocation Location) : Value(Location);

internal sealed record EnumValue(string Name, SourceLocation Location) : Value(Location);

internal sealed record ListValue(IReadOnlyList<Value> Items, SourceLocation Location) : Value(Location);

internal sealed record ObjectValue(IReadOnlyList<ObjectField> Fields, SourceLocation Location) : Value(Location);

internal sealed record ObjectField(string Name, Value Value, SourceLocation Location);

/// <summary>A place in a document: line and column, both from 1 (GraphQL specification, section 7.1.2).</summary>
/// <param name="Line">The line, from 1. A line ends at LF, CR or CR LF (section 2.1.2).</param>
/// <param name="Column">The column in UTF-16 code units, from 1.</param>
public readonly record struct SourceLocation(int Line, int Column);
