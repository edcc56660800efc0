using RfaAuth.Core.GraphQL.Variables;
using RfaAuth.Core.Json;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>The content of one page of a list.</summary>
/// <param name="Items">The items, as the service wrote them.</param>
internal sealed record PageContent(IReadOnlyList<RawJson> Items)
{
    /// <summary>Whether the service says that there are more items; null if it does not say it.</summary>
    public bool? HasNextPage { get; init; }

    public long? TotalCount { get; init; }

    /// <summary>The number of the list's last page.</summary>
    public long? LastPage { get; init; }

    /// <summary>The number of this page in the answer.</summary>
    public long? CurrentPage { get; init; }

    /// <summary>The page size in the answer.</summary>
    public int? PerPage { get; init; }

    /// <summary>The cursor of the next page: text or a number, as the service sent it.</summary>
    public object? Cursor { get; init; }

    /// <summary>The cursors of the items, in their order; empty if the document does not select them.</summary>
    public IReadOnlyList<object?> Cursors { get; init; } = [];

    /// <summary>Whether the value of the list's field itself is the list.</summary>
    public bool IsPlainList { get; init; }

    /// <param name="data">The answer's data, with the items of the list as text (<see cref="ListSource.ItemsAsText"/>).</param>
    /// <param name="list">The list.</param>
    /// <returns>The page; null if the list, or a value above it, is null or absent.</returns>
    /// <exception cref="RfaException">PagingNotPossible: there are several such lists, or the value is no list.</exception>
    public static PageContent? Read(object? data, ListSource list)
    {
        var parent = data;
        foreach (var key in list.Field.Path)
        {
            if (RawTree.ItemsOf(parent) is not null)
                throw ListSource.BelowList(list.Field);
            parent = RawTree.MemberOf(parent, key);
        }

        if (parent is null)
            return null;
        if (RawTree.ItemsOf(parent) is { } plain)
            return list.Field.Shape.TakesPlainList ? new PageContent((RawJson[])plain) { IsPlainList = true } : throw ListSource.BelowList(list.Field);
        var facts = list.Field.Facts;
        var value = list.ItemsKey is { } itemsKey ? RawTree.MemberOf(parent, itemsKey) : parent;
        return (RawTree.ItemsOf(value) ?? value) switch
        {
            null => null,
            RawJson[] items => new PageContent(list.Field.Shape.IsBackwards ? [.. items.Reverse()] : items)
            {
                Cursors = list.Field.EdgeCursorKey is { } cursorKey ? CursorsOf(parent, list.Field, cursorKey) : [],
                HasNextPage = At(parent, facts.HasMore) as bool?,
                Cursor = At(parent, facts.Cursor) is { } cursor && (cursor is string || ValueKind.IsNumber(cursor)) ? cursor : null,
                TotalCount = Number(parent, facts.Total),
                LastPage = Number(parent, facts.LastPage),
                CurrentPage = Number(parent, facts.CurrentPage),
                PerPage = Number(parent, facts.PerPage) is long size and > 0 and <= int.MaxValue ? (int)size : null,
            },
            _ => throw new RfaException(
                ErrorCodes.PagingNotPossible,
                $"-All cannot follow {list.Path}: its value is no list."
                + (list.ItemsKey is null ? $" Select the items in it as {string.Join(", ", list.Field.Shape.ItemsFields)} or edges." : "")),
        };
    }

    /// <summary>
    /// Whether the service says that the list goes on: by a field about this page, by the number of the last page, or by the total. A total or
    /// last page that is smaller than what already came is ignored.
    /// </summary>
    /// <param name="before">The number of items before the page; null if not known.</param>
    /// <param name="number">The page's number; null if pages have none.</param>
    /// <returns>Null if the service does not say it.</returns>
    public bool? SaysMore(long? before, long? number)
    {
        if (HasNextPage is not null)
            return HasNextPage;
        if (LastPage is { } last && (CurrentPage ?? number) is { } current && current <= last)
            return current < last;
        return TotalCount is { } total && before + Items.Count <= total ? before + Items.Count < total : null;
    }

    private static object?[] CursorsOf(object? parent, ListField field, string cursorKey)
    {
        var edges = RawTree.ItemsOf(RawTree.MemberOf(parent, field.EdgesKey!)) ?? [];
        return [.. (field.Shape.IsBackwards ? edges.Reverse() : edges).Select(edge => RawTree.MemberOf(edge, cursorKey))];
    }

    private static object? At(object? value, IReadOnlyList<string>? path) => path?.Aggregate(value, RawTree.MemberOf);

    private static long? Number(object? value, IReadOnlyList<string>? path) => At(value, path) is long number and >= 0 ? number : null;
}
