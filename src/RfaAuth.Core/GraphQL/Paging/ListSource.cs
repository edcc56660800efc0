using RfaAuth.Core.Json;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>The list to follow, and the wanted part of its items.</summary>
/// <param name="Field">The paged field.</param>
/// <param name="ItemsKey">The response key of its items; null if the field's value itself is the list.</param>
/// <param name="DataPath">The keys that lead from <c>data</c> to the part that the user wants; null: the items.</param>
internal sealed record ListSource(ListField Field, string? ItemsKey, IReadOnlyList<string>? DataPath)
{
    private const int MostNamesListed = 12;

    private const string Advice =
        "Declare $skip: Int and $take: Int and pass them as skip and take (or offset and limit), with items and pageInfo { hasNextPage } selected; "
        + "or $page: Int and $limit: Int as page and limit (or page and first), with data selected; "
        + "or $after: String and $first: Int as after and first (or before and last), with nodes and pageInfo { hasNextPage endCursor } selected.";

    /// <summary>The path of the items as users write it.</summary>
    public string Path => string.Join(".", [.. Field.Path, .. ItemsKey is null ? [] : new[] { ItemsKey }]);

    /// <summary>Keeps the items of the list as text.</summary>
    public RawValues ItemsAsText() => RawValues.OfItems([.. Field.Path, .. ItemsKey is null ? [] : new[] { ItemsKey }], Field.Path.Count);

    /// <summary>The keys that lead from <c>data</c> through the items to the wanted part, by the document.</summary>
    public IReadOnlyList<string> SelectionPath => DataPath ?? [.. Field.Path, .. ItemsKey is null ? [] : new[] { ItemsKey }, .. ItemPath(isPlainList: false)];

    /// <summary>The keys that lead from an item to the wanted part of it; empty: the item itself.</summary>
    /// <param name="isPlainList">Whether the field's value itself is the list.</param>
    public IReadOnlyList<string> ItemPath(bool isPlainList) =>
        DataPath is not null ? [.. DataPath.Skip(Field.Path.Count + (isPlainList || ItemsKey is null ? 0 : 1))]
        : !isPlainList && ItemsKey is not null && ItemsKey == Field.EdgesKey && Field.NodeKey is { } node ? [node]
        : [];

    /// <summary>Finds the list to follow: the only one of the operation, or the one that a path chooses.</summary>
    /// <param name="request">The operation, with the known values of its variables.</param>
    /// <param name="dataPath">The keys that lead from <c>data</c> to the part that the user wants; null: the items.</param>
    /// <param name="isNested">Whether lists within items are completed. Then they are not candidates.</param>
    /// <exception cref="RfaException">ParameterConflict, PagingNotPossible or DataPathNotFound.</exception>
    public static ListSource Choose(GraphQLRequest request, IReadOnlyList<string>? dataPath, bool isNested = false)
    {
        if (request.IsMutation)
            throw new RfaException(ErrorCodes.ParameterConflict, "-All follows the list of a query. A mutation runs once: leave out -All.");
        var found = ListFields.Find(request);
        var lists = found.Where(list => list.Missing is null).ToList();
        if (lists.Count == 0)
            throw NotPossible(found);
        if (dataPath is null)
        {
            // Prefer a field that has its items under a known name. Another field may be no list.
            var above = isNested && lists.Exists(list => !list.IsBelowList) ? lists.FindAll(list => !list.IsBelowList) : lists;
            var named = above.FindAll(list => list.HasItems);
            var best = named.Count > 0 ? named : above;
            return best.Count == 1 ? RequireAboveLists(Whole(best[0])) : throw Ambiguous(best);
        }

        // First with the exact case, then without regard to case, as -DataPath does elsewhere.
        var chosen = Begun(lists, dataPath, StringComparer.Ordinal) ?? Begun(lists, dataPath, StringComparer.OrdinalIgnoreCase);
        return chosen is null ? throw NotBegun(lists, dataPath) : RequireAboveLists(chosen);
    }

    private static ListSource? Begun(List<ListField> lists, IReadOnlyList<string> dataPath, StringComparer comparer) => lists
        .OrderBy(list => list.IsBelowList)
        .ThenByDescending(list => list.Path.Count)
        .SelectMany(list => Keys(list).Select(key => new ListSource(list, key, dataPath)))
        .FirstOrDefault(list => dataPath.Take(list.Field.Path.Count + (list.ItemsKey is null ? 0 : 1))
            .SequenceEqual([.. list.Field.Path, .. list.ItemsKey is null ? [] : new[] { list.ItemsKey }], comparer));

    private static IEnumerable<string?> Keys(ListField list) =>
        list.IsPlainList ? [null] : [.. list.ItemsKeys, .. list.EdgesKey is null ? [] : new[] { list.EdgesKey }];

    /// <summary>The list with whole items.</summary>
    public static ListSource Whole(ListField list) => new(list, Keys(list).First(), null);

    private static ListSource RequireAboveLists(ListSource list) => list.Field.IsBelowList ? throw BelowList(list.Field) : list;

    /// <summary>The error for a list that is in each item of another list.</summary>
    public static RfaException BelowList(ListField list) => new(
        ErrorCodes.PagingNotPossible,
        $"-All cannot follow {list.ItemsPath}: it stands below another list, and ${list.Start.Name} would page all of them at once. "
        + "Page the outer list by variables of its own and pass -Nested, or query the inner one for each item.");

    private static RfaException NotPossible(IReadOnlyList<ListField> found) => new(
        ErrorCodes.PagingNotPossible,
        found.Count == 0
            ? "-All finds no list to follow: no field has a declared variable as skip, offset, page, after or before. " + Advice
            : $"-All cannot follow {string.Join(".", found[0].Path)}: {found[0].Missing}.");

    private static RfaException Ambiguous(List<ListField> lists) => new(
        ErrorCodes.PagingNotPossible,
        $"-All finds several lists to follow: {Names(lists)}. Choose one by -DataPath, or leave the variable of the others out.");

    private static RfaException NotBegun(List<ListField> lists, IReadOnlyList<string> dataPath) => new(
        ErrorCodes.DataPathNotFound,
        $"-DataPath '{string.Join(".", dataPath)}': with -All it begins with the path of a list that can be followed: {Names(lists)}.");

    private static string Names(List<ListField> lists) =>
        string.Join(", ", lists.Take(MostNamesListed).Select(list => list.ItemsPath))
        + (lists.Count > MostNamesListed ? $" and {lists.Count - MostNamesListed} more" : "");
}
