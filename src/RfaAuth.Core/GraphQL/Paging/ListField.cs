using RfaAuth.Core.GraphQL.Paging.Shapes;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>A field with a variable for the start of its page.</summary>
/// <param name="Shape">The way in which it is paged.</param>
/// <param name="Path">The response keys from the answer's <c>data</c> to its value.</param>
/// <param name="Start">The variable for the start of a page.</param>
internal sealed record ListField(ListShape Shape, IReadOnlyList<string> Path, PagingVariable Start)
{
    /// <summary>The variable for the number of items; null if there is none.</summary>
    public PagingVariable? Size { get; init; }

    /// <summary>The argument of this variable, or the argument that such a variable would have.</summary>
    public string SizeArgument { get; init; } = "";

    /// <summary>The number that the document has in place of such a variable.</summary>
    public int? FixedSize { get; init; }

    /// <summary>The response keys of the fields with items, the usual one first, without <c>edges</c>.</summary>
    public IReadOnlyList<string> ItemsKeys { get; init; } = [];

    /// <summary>The response key of <c>edges</c>.</summary>
    public string? EdgesKey { get; init; }

    /// <summary>The response key of <c>node</c> within them; null if the edge itself is the item, as in <c>edges { size }</c>.</summary>
    public string? NodeKey { get; init; }

    /// <summary>The response key of <c>cursor</c> within them, the cursor of one item.</summary>
    public string? EdgeCursorKey { get; init; }

    /// <summary>The fields that tell how the list goes on.</summary>
    public PageFacts Facts { get; init; } = new();

    /// <summary>Whether the value of the field itself is the list, as far as the document tells.</summary>
    public bool IsPlainList { get; init; }

    /// <summary>The parts that the document lacks, so that the list cannot be followed; null if it has all.</summary>
    public string? Missing { get; init; }

    /// <summary>Whether the field is in the items of another list. Then each of these items has a list, and one variable cannot page them all.</summary>
    public bool IsBelowList { get; init; }

    /// <summary>Whether a field with a usual name for items is selected in it.</summary>
    public bool HasItems => ItemsKeys.Count > 0 || EdgesKey is not null;

    /// <summary>The path of the items as users write it.</summary>
    public string ItemsPath =>
        string.Join(".", (string[])[.. Path, .. ItemsKeys.Count > 0 ? [ItemsKeys[0]] : new[] { EdgesKey, NodeKey }.OfType<string>()]);
}
