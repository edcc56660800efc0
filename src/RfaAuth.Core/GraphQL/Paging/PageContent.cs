using System.Collections.Generic;
using System.Linq;
using RfaAuth.Core.Errors;
using RfaAuth.Core.GraphQL.Variables;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>What an answer says of one page of a list.</summary>
/// <param name="Items">The items, with plain values.</param>
internal sealed record PageContent(IReadOnlyList<object?> Items)
{
    /// <summary>Whether the service says that there are more; null where it says nothing.</summary>
    public bool? HasNextPage { get; init; }

    public long? TotalCount { get; init; }

    /// <summary>The number of the list's last page.</summary>
    public long? LastPage { get; init; }

    /// <summary>The number of this page, as the service says.</summary>
    public long? CurrentPage { get; init; }

    /// <summary>How many items the service says that a page has.</summary>
    public int? PerPage { get; init; }

    /// <summary>The cursor of the next page: text or a number, as the service sent it.</summary>
    public object? Cursor { get; init; }

    /// <summary>The cursors of the items, in their order; empty where the document does not select them.</summary>
    public IReadOnlyList<object?> Cursors { get; init; } = [];

    /// <summary>Whether the value of the list's field is the list.</summary>
    public bool IsBare { get; init; }

    /// <returns>The page; null where the list, or something above it, is null or absent.</returns>
    /// <exception cref="RfaException">PagingNotPossible: there are many of the list, or it is none.</exception>
    public static PageContent? Read(object? data, ListSource list)
    {
        var parent = data;
        foreach (var key in list.Field.Path)
        {
            if (parent is object?[])
                throw ListSource.BelowList(list.Field);
            parent = PlainValue.Member(parent, key);
        }

        if (parent is null)
            return null;
        if (parent is object?[] bare)
            return list.Field.Shape.TakesBareList ? new PageContent(bare) { IsBare = true } : throw ListSource.BelowList(list.Field);
        var facts = list.Field.Facts;
        return (list.ItemsKey is { } itemsKey ? PlainValue.Member(parent, itemsKey) : parent) switch
        {
            null => null,
            object?[] items => new PageContent(list.Field.Shape.IsBackwards ? [.. items.Reverse()] : items)
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
    /// Whether the list goes on, by the word of the service: about this page, by the number of the last one, by the total. A total or last
    /// page that is less than what came is none.
    /// </summary>
    /// <param name="before">How many items stand before the page; null where that is not known.</param>
    /// <param name="number">The page's number; null where pages have none.</param>
    /// <returns>Null where the service says nothing.</returns>
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
        var edges = PlainValue.Member(parent, field.EdgesKey!) as object?[] ?? [];
        return [.. (field.Shape.IsBackwards ? edges.Reverse() : edges).Select(edge => PlainValue.Member(edge, cursorKey))];
    }

    private static object? At(object? value, IReadOnlyList<string>? path) => path?.Aggregate(value, PlainValue.Member);

    private static long? Number(object? value, IReadOnlyList<string>? path) => At(value, path) is long number and >= 0 ? number : null;
}
