using RfaAuth.Core.GraphQL.Paging.Shapes;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>A field that takes a variable as the start of its page.</summary>
/// <param name="Shape">How it is paged.</param>
/// <param name="Path">The response keys from the answer's <c>data</c> to its value.</param>
/// <param name="Start">The variable that says where a page begins.</param>
internal sealed record ListField(ListShape Shape, IReadOnlyList<string> Path, PagingVariable Start)
{
    /// <summary>The variable that says how many items are wanted; null where there is none.</summary>
    public PagingVariable? Size { get; init; }

    /// <summary>The argument for which it is, or would be.</summary>
    public string SizeArgument { get; init; } = "";

    /// <summary>The number written in the document in place of such a variable.</summary>
    public int? FixedSize { get; init; }

    /// <summary>The response keys under which items are selected, the usual one first; <c>edges</c> is not among them.</summary>
    public IReadOnlyList<string> ItemsKeys { get; init; } = [];

    /// <summary>The response key of <c>edges</c>.</summary>
    public string? EdgesKey { get; init; }

    /// <summary>The response key of <c>node</c> in them; null where an edge itself is what is selected, as <c>edges { size }</c>.</summary>
    public string? NodeKey { get; init; }

    /// <summary>The response key of <c>cursor</c> in them: that of a single item.</summary>
    public string? EdgeCursorKey { get; init; }

    /// <summary>Where an answer says how the list goes on.</summary>
    public PageFacts Facts { get; init; } = new();

    /// <summary>Whether the value of the field is the list, as far as the document tells.</summary>
    public bool IsBare { get; init; }

    /// <summary>What the document needs before the list can be followed; null where it has all.</summary>
    public string? Missing { get; init; }

    /// <summary>Whether it stands in the items of another one: then each of them has a list, and one variable cannot page them all.</summary>
    public bool IsBelowList { get; init; }

    /// <summary>Whether a field is selected in it that holds items by its name.</summary>
    public bool HasItems => ItemsKeys.Count > 0 || EdgesKey is not null;

    /// <summary>The path of the items, as users write it.</summary>
    public string ItemsPath =>
        string.Join(".", (string[])[.. Path, .. ItemsKeys.Count > 0 ? [ItemsKeys[0]] : new[] { EdgesKey, NodeKey }.OfType<string>()]);
}
