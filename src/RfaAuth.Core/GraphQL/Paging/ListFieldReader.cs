using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>Tells by a field's arguments and selection whether and how it is paged. Pure.</summary>
/// <param name="collector">The document's fields.</param>
/// <param name="variables">The names of the variables that the operation declares.</param>
internal sealed class ListFieldReader(FieldCollector collector, ICollection<string> variables)
{
    private static readonly (ListShape Shape, string Start, string Size)[] s_arguments =
    [
        (ListShape.Offset, "skip", "take"),
        (ListShape.PageNumber, "page", "limit"),
        (ListShape.Cursor, "after", "first"),
    ];

    /// <summary>Whether the field takes one of the variables as the start of its page.</summary>
    public bool IsPaged(Field field) => s_arguments.Any(arguments => StartVariable(field, arguments.Start) is not null);

    /// <returns>The list; null where the field is none. Of several shapes the one whose selection is whole.</returns>
    public ListField? Read(CollectedField field, IReadOnlyList<string> path)
    {
        var lists = s_arguments
            .Where(arguments => StartVariable(field.First, arguments.Start) is not null)
            .Select(arguments => Read(field, path, arguments.Shape, arguments.Start, arguments.Size))
            .ToList();
        return lists.Find(list => list.Missing is null) ?? lists.FirstOrDefault();
    }

    private ListField Read(CollectedField field, IReadOnlyList<string> path, ListShape shape, string start, string size)
    {
        var selected = collector.Collect(field.SelectionSets);
        var pageInfo = selected.Named("pageInfo");
        var told = collector.Collect(pageInfo?.SelectionSets ?? []);
        var edges = shape == ListShape.Cursor ? selected.Named("edges") : null;
        var node = collector.Collect(edges?.SelectionSets ?? []).KeyOf("node");
        var sizeValue = Value(field.First, size);
        var list = new ListField(shape, path, StartVariable(field.First, start)!)
        {
            SizeVariable = sizeValue is Variable variable && variables.Contains(variable.Name) ? variable.Name : null,
            FixedSize = sizeValue is IntValue number && int.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : null,
            ItemsKey = selected.KeyOf(shape switch { ListShape.Offset => "items", ListShape.PageNumber => "data", _ => "nodes" }),
            EdgesKey = edges?.First.ResponseKey,
            NodeKey = node,
            PageInfoKey = pageInfo?.First.ResponseKey,
            HasNextPageKey = told.KeyOf("hasNextPage"),
            EndCursorKey = told.KeyOf("endCursor"),
            TotalCountKey = selected.KeyOf("totalCount"),
        };
        return list with { Missing = Missing(list) };
    }

    private static string? Missing(ListField list)
    {
        var hasSize = list.SizeVariable is not null || list.FixedSize is not null;
        return list.Shape switch
        {
            ListShape.Offset when list.ItemsKey is null => "select items in it, and pageInfo { hasNextPage }",
            ListShape.Offset when !hasSize && list.HasNextPageKey is null && list.TotalCountKey is null =>
                "declare $take: Int and pass it as take, or select pageInfo { hasNextPage }",
            ListShape.PageNumber when list.ItemsKey is null => "select data in it",
            ListShape.PageNumber when !hasSize => "declare $limit: Int and pass it as limit",
            ListShape.Cursor when list.ItemsKey is null && list.EdgesKey is null => "select nodes or edges in it, with what is wanted of them",
            ListShape.Cursor when list.HasNextPageKey is null || list.EndCursorKey is null => "select pageInfo { hasNextPage endCursor } in it",
            _ => null,
        };
    }

    private string? StartVariable(Field field, string argument) =>
        Value(field, argument) is Variable variable && variables.Contains(variable.Name) ? variable.Name : null;

    private static Value? Value(Field field, string argument) => field.Arguments.FirstOrDefault(given => given.Name == argument)?.Value;
}
