namespace RfaAuth.Core.GraphQL.Language;

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
