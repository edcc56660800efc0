namespace RfaAuth.Core.GraphQL.Language;

/// <summary>The root fields of an operation, in the order in which a service executes them.</summary>
/// <param name="Fields">The fields, one for each response key.</param>
/// <param name="IsComplete">Whether all root fields are known, in this order. If not, the list proves nothing.</param>
internal sealed record RootFieldList(IReadOnlyList<RootField> Fields, bool IsComplete);

/// <param name="ResponseKey">The key of the field's value in <c>data</c>.</param>
/// <param name="Name">The field's name in the schema.</param>
/// <param name="Locations">The field's places in the document. There are several if it is selected several times.</param>
/// <param name="IsLeaf">Whether the field has no selection set. Then an error within it can only be its own.</param>
internal sealed record RootField(string ResponseKey, string Name, IReadOnlyList<SourceLocation> Locations, bool IsLeaf)
{
    /// <summary>Whether the field is __typename or the like, which runs nothing.</summary>
    public bool IsMeta => Name.StartsWith("__", StringComparison.Ordinal);
}
