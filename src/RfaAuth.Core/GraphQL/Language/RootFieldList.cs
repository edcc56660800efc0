namespace RfaAuth.Core.GraphQL.Language;

/// <summary>The root fields of an operation, in the order in which a service executes them.</summary>
/// <param name="Fields">The fields, one for each response key.</param>
/// <param name="IsComplete">Whether these are known to be all of them, in this order. Where it is false, nothing may be concluded from the list.</param>
internal sealed record RootFieldList(IReadOnlyList<RootField> Fields, bool IsComplete);

/// <param name="ResponseKey">The key of its value in <c>data</c>.</param>
/// <param name="Name">Its name in the schema.</param>
/// <param name="Locations">Where it stands in the document: more than one place where it is selected more than once.</param>
/// <param name="IsLeaf">Whether nothing is selected of its value, so that an error within it can only be its own.</param>
internal sealed record RootField(string ResponseKey, string Name, IReadOnlyList<SourceLocation> Locations, bool IsLeaf)
{
    /// <summary>Whether it is __typename, which runs nothing.</summary>
    public bool IsMeta => Name.StartsWith("__", StringComparison.Ordinal);
}
