using System.Collections.Generic;
using System.Linq;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>A field that takes a variable as the start of its page.</summary>
/// <param name="Shape">How it is paged.</param>
/// <param name="Path">The response keys from the answer's <c>data</c> to its value.</param>
/// <param name="StartVariable">The variable given as <c>skip</c>, <c>page</c> or <c>after</c>.</param>
internal sealed record ListField(ListShape Shape, IReadOnlyList<string> Path, string StartVariable)
{
    /// <summary>The variable given as <c>take</c>, <c>limit</c> or <c>first</c>; null where there is none.</summary>
    public string? SizeVariable { get; init; }

    /// <summary>The number written in the document in place of such a variable.</summary>
    public int? FixedSize { get; init; }

    /// <summary>The response key of the items themselves (<c>items</c>, <c>data</c>, <c>nodes</c>); null where they are not selected so.</summary>
    public string? ItemsKey { get; init; }

    /// <summary>The response key of <c>edges</c>.</summary>
    public string? EdgesKey { get; init; }

    /// <summary>The response key of <c>node</c> in them; null where an edge itself is what is selected, as <c>edges { size }</c>.</summary>
    public string? NodeKey { get; init; }

    public string? PageInfoKey { get; init; }

    public string? HasNextPageKey { get; init; }

    public string? EndCursorKey { get; init; }

    public string? TotalCountKey { get; init; }

    /// <summary>What the document needs before the list can be followed; null where it has all.</summary>
    public string? Missing { get; init; }

    /// <summary>Whether it stands in the items of another one: then each of them has a list, and one variable cannot page them all.</summary>
    public bool IsBelowList { get; init; }

    /// <summary>The path of the items, as users write it.</summary>
    public string ItemsPath => string.Join(".", (string[])[.. Path, .. ItemsKey is not null ? [ItemsKey] : new[] { EdgesKey, NodeKey }.OfType<string>()]);
}
