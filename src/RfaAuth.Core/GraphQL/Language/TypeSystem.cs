namespace RfaAuth.Core.GraphQL.Language;

/// <summary>A type system document (GraphQL specification, section 3): the definitions and extensions of SDL, in order.</summary>
internal sealed record TypeSystemDocument(IReadOnlyList<TypeSystemDefinition> Definitions);

/// <summary>A definition or an extension. Its location is after its description.</summary>
internal abstract record TypeSystemDefinition(IReadOnlyList<Directive> Directives, SourceLocation Location)
{
    /// <summary>The description; null if there is none.</summary>
    public string? Description { get; init; }

    /// <summary>Whether it extends a definition.</summary>
    public bool IsExtension { get; init; }
}

internal sealed record SchemaDefinition(
    IReadOnlyList<Directive> Directives,
    IReadOnlyList<RootTypeDefinition> RootTypes,
    SourceLocation Location) : TypeSystemDefinition(Directives, Location);

internal sealed record RootTypeDefinition(OperationType Operation, NamedType Type, SourceLocation Location);

internal sealed record DirectiveDefinition(
    string Name,
    IReadOnlyList<InputValueDefinition> Arguments,
    bool IsRepeatable,
    IReadOnlyList<string> Locations,
    IReadOnlyList<Directive> Directives,
    SourceLocation Location) : TypeSystemDefinition(Directives, Location);

/// <summary>A named type. Its keyword is scalar, type, interface, union, enum or input. Only the lists of that keyword can have items.</summary>
internal sealed record TypeDefinition(
    string Keyword,
    string Name,
    IReadOnlyList<Directive> Directives,
    SourceLocation Location) : TypeSystemDefinition(Directives, Location)
{
    public IReadOnlyList<NamedType> Interfaces { get; init; } = [];

    public IReadOnlyList<FieldDefinition> Fields { get; init; } = [];

    public IReadOnlyList<InputValueDefinition> InputFields { get; init; } = [];

    public IReadOnlyList<EnumValueDefinition> Values { get; init; } = [];

    public IReadOnlyList<NamedType> Members { get; init; } = [];
}

internal sealed record FieldDefinition(
    string Name,
    IReadOnlyList<InputValueDefinition> Arguments,
    TypeReference Type,
    IReadOnlyList<Directive> Directives,
    string? Description,
    SourceLocation Location);

internal sealed record InputValueDefinition(
    string Name,
    TypeReference Type,
    Value? DefaultValue,
    IReadOnlyList<Directive> Directives,
    string? Description,
    SourceLocation Location);

internal sealed record EnumValueDefinition(
    string Name,
    IReadOnlyList<Directive> Directives,
    string? Description,
    SourceLocation Location);
