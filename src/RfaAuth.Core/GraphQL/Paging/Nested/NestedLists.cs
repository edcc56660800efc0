using RfaAuth.Core.GraphQL.Paging.Shapes;
using RfaAuth.Core.Json;

namespace RfaAuth.Core.GraphQL.Paging.Nested;

/// <summary>
/// Completes the lists within the items of a list, item by item. The next page of an inner list is requested with the user's own document: the
/// outer list returns only the one item (a page with one item at its place), and the variable of the inner list has its next start. So the
/// service needs nothing more than the document, and a different item at the same place is noticed.
/// </summary>
internal sealed class NestedLists
{
    private readonly GraphQLRequest _operation;
    private readonly ListSource _outer;
    private readonly IReadOnlyList<ListSource> _lists;

    private NestedLists(GraphQLRequest operation, ListSource outer, IReadOnlyList<ListSource> lists) =>
        (_operation, _outer, _lists) = (operation, outer, lists);

    /// <param name="operation">The operation, with the user's values of its variables.</param>
    /// <param name="outer">The list that is followed.</param>
    /// <exception cref="RfaException">PagingNotPossible: there are no inner lists, or the document lacks something.</exception>
    public static NestedLists Find(GraphQLRequest operation, ListSource outer)
    {
        if (outer.Field.Size is null)
            throw PageSizes.NoVariable(outer.Field, "-Nested asks for single items of the outer list");
        if (!outer.Field.Shape.TakesPlainList && outer.Field.EdgeCursorKey is null)
            throw Impossible($"-Nested asks for single items of the outer list by their cursors: select edges {{ cursor }} in {string.Join(".", outer.Field.Path)} as well.");
        var below = ListFields.Find(operation).Where(list => list.IsBelowList && Starts(list.Path, outer)).ToList();
        if (below.Count == 0)
            throw Impossible($"-Nested finds no list in the items of {outer.Path} whose page starts at a variable of the operation.");
        if (below.Find(list => list.Missing is not null) is { } lacking)
            throw Impossible($"-Nested cannot follow {string.Join(".", lacking.Path)}: {lacking.Missing}.");
        if (below.Find(list => below.Exists(other => other != list && list.Path.Count > other.Path.Count && other.Path.SequenceEqual(list.Path.Take(other.Path.Count)))) is { } deep)
            throw Impossible($"-Nested completes the lists in the items of a list, and {string.Join(".", deep.Path)} stands one level deeper: leave its start variable out, or query it by itself.");
        if (below.Find(list => new[] { list.Start.Name, list.Size?.Name }.Any(name => name == outer.Field.Start.Name || name == outer.Field.Size.Name)) is { } shared)
            throw Impossible($"-Nested needs other variables for {string.Join(".", shared.Path)}: one of its variables pages {outer.Path}.");
        return new NestedLists(operation, outer, [.. below.Select(list => Inner(list, outer.Field.Path.Count + (outer.ItemsKey is null ? 0 : 1)))]);
    }

    /// <summary>Completes the lists of one item, one after the other.</summary>
    /// <param name="item">The item.</param>
    /// <param name="place">The item's place; null if not known.</param>
    /// <param name="send">Runs a request.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <exception cref="RfaException">
    /// A request failed. PagingNotPossible: the item's place is not known, or another item is now at that place. PagingLoop and the other errors
    /// of a list.
    /// </exception>
    public async Task<CompletedItem> CompleteAsync(
        RawJson item, PagePosition? place, Func<GraphQLRequest, CancellationToken, Task<CallResult>> send, CancellationToken cancellationToken)
    {
        var result = new CompletedItem(item);
        foreach (var list in _lists)
        {
            var pager = new Pager(_operation, At(place), list, new PagingOptions { NeedsNoSize = true });
            pager.First();
            var page = pager.Read(new CallResult(new GraphQLResponse { Data = item, HasData = true }));
            var parents = new List<RawJson?> { RawTree.At(item, list.Field.Path) };
            while (page.Next is { } next)
            {
                if (place is null)
                    throw Impossible($"-Nested cannot ask for a single item of {_outer.Path}: its place is not known after -Skip or a start among -Variables. Begin at the start of the list.");
                var answer = await send(next, cancellationToken).ConfigureAwait(false);
                var single = Single(answer, item);
                page = pager.Read(answer.WithData(single));
                if (page.Note is null)
                    parents.Add(RawTree.At(single, list.Field.Path));
                result.Add(page);
            }

            if (page.Failure is not null)
                throw page.Failure;
            if (parents.Count > 1)
                result.Item = RawTree.With(result.Item, list.Field.Path, Joined(parents, list.Field));
        }

        return result;
    }

    /// <summary>The user's variables, with which the outer list returns only the one item.</summary>
    private Dictionary<string, object?> At(PagePosition? place)
    {
        var variables = (_operation.Variables ?? new Dictionary<string, object?>()).ToDictionary(value => value.Key, value => value.Value, StringComparer.Ordinal);
        _outer.Field.Size!.Set(variables, 1);
        if (place?.Value is { } start)
            _outer.Field.Start.Set(variables, start);
        return variables;
    }

    /// <summary>The item in an answer that has only this item.</summary>
    private RawJson Single(CallResult answer, RawJson item)
    {
        var found = PageContent.Read(answer.Response.Data, _outer)?.Items;
        if (found is null && answer.Errors.Count > 0)
            throw answer.FirstError;
        return found?.Count > 0 && IsSame(item, found[0])
            ? found[0]
            : throw Impossible(
                $"-Nested asked for one item of {_outer.Path} again, and the service gave another one: the list changes on the way, or has no fixed order. "
                + "Order it by a field that is unique, or query the inner list by itself.");
    }

    // The items are compared without their inner lists.
    private bool IsSame(RawJson item, RawJson other) => Digest.Of([WithoutLists(item)]) == Digest.Of([WithoutLists(other)]);

    private RawJson WithoutLists(RawJson item) => _lists.Aggregate(item, (value, list) => RawTree.With(value, list.Field.Path, RawJson.Null));

    /// <summary>Joins the pages to one list. The other members come from the last page.</summary>
    private static RawJson Joined(List<RawJson?> parents, ListField field)
    {
        var last = parents[parents.Count - 1] ?? RawJson.Null;
        // A list that is read backwards: each page is in forward order, and the last page comes first.
        if (field.Shape.IsBackwards)
            parents.Reverse();
        if (last.IsList)
            return RawTree.List(parents.SelectMany(ItemsOf));
        string[] keys = [.. field.ItemsKeys, .. field.EdgesKey is null ? [] : new[] { field.EdgesKey }];
        return keys
            .Where(key => RawTree.Member(last, key) is { IsList: true })
            .Aggregate(last, (whole, key) => RawTree.With(whole, key, RawTree.List(parents.SelectMany(parent => ItemsOf(RawTree.Member(parent, key))))));

        static IEnumerable<RawJson> ItemsOf(RawJson? list) => list is null ? [] : RawTree.Items(list) ?? [];
    }

    private static ListSource Inner(ListField list, int above) =>
        ListSource.Whole(list with { Path = [.. list.Path.Skip(above)], IsBelowList = false });

    private static bool Starts(IReadOnlyList<string> path, ListSource outer)
    {
        string[] above = [.. outer.Field.Path, .. outer.ItemsKey is null ? [] : new[] { outer.ItemsKey }];
        return path.Count > above.Length && path.Take(above.Length).SequenceEqual(above);
    }

    private static RfaException Impossible(string message) => new(ErrorCodes.PagingNotPossible, message);
}
