using System.Collections.Generic;
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

    /// <summary>The cursor behind the page's last item: text or a number, as the service sent it.</summary>
    public object? EndCursor { get; init; }

    /// <returns>The page; null where the list, or something above it, is null or absent.</returns>
    /// <exception cref="RfaException">PagingNotPossible: there are many of the list, or it is none.</exception>
    public static PageContent? Read(object? data, ListSource list)
    {
        var parent = data;
        foreach (var key in list.Field.Path)
        {
            parent = PlainValue.Member(parent, key);
            if (parent is object?[])
                throw ListSource.BelowList(list.Field);
        }

        var pageInfo = Member(parent, list.Field.PageInfoKey);
        return PlainValue.Member(parent, list.ItemsKey) switch
        {
            null => null,
            object?[] items => new PageContent(items)
            {
                HasNextPage = Member(pageInfo, list.Field.HasNextPageKey) as bool?,
                EndCursor = Member(pageInfo, list.Field.EndCursorKey) is { } cursor && (cursor is string || ValueKind.IsNumber(cursor)) ? cursor : null,
                TotalCount = Member(parent, list.Field.TotalCountKey) is long count and >= 0 ? count : null,
            },
            _ => throw new RfaException(ErrorCodes.PagingNotPossible, $"-All cannot follow {list.Field.ItemsPath}: its value is no list."),
        };
    }

    private static object? Member(object? value, string? key) => key is null ? null : PlainValue.Member(value, key);
}
