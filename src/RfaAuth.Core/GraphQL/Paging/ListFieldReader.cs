using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Paging.Shapes;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>Finds out from a field's arguments and selection whether it is paged, and how. Pure.</summary>
/// <param name="collector">The document's fields.</param>
/// <param name="operation">The operation. Its declared variables are needed.</param>
/// <param name="values">The user's values. If a list can be paged in several ways, they decide.</param>
internal sealed class ListFieldReader(FieldCollector collector, OperationDefinition operation, IReadOnlyDictionary<string, object?> values)
{
    private readonly Dictionary<string, VariableDefinition> _declared = operation.Variables
        .GroupBy(variable => variable.Name).ToDictionary(variable => variable.Key, variable => variable.First());

    /// <summary>Whether the field uses one of the variables for the start of its page.</summary>
    public bool IsPaged(Field field)
    {
        if (field.Arguments.Count == 0 || _declared.Count == 0)
            return false;
        var arguments = new PagingArguments(field, _declared, values);
        return ListShape.All.Any(shape => arguments.Start(shape, HasCursor(field.SelectionSet is { } set ? [set] : [])) is not null);
    }

    /// <returns>The list; null if the field is none. If several shapes fit, the one whose selection is complete.</returns>
    public ListField? Read(CollectedField field, IReadOnlyList<string> path)
    {
        var arguments = new PagingArguments(field.First, _declared, values);
        var hasCursor = HasCursor(field.SelectionSets);
        return ListShape.All
            .Select(shape => arguments.Start(shape, hasCursor) is { } start ? Read(field, path, shape, start, arguments.Size(shape, start)) : null)
            .OfType<ListField>()
            .OrderBy(list => list.Missing is not null)
            .ThenBy(list => list.IsPlainList)
            .ThenByDescending(list => list.Start.Given(values) is not null || list.Size?.Given(values) is not null)
            .FirstOrDefault();
    }

    private bool HasCursor(IReadOnlyList<SelectionSet> sets) =>
        PageFacts.Read(collector.Collect(sets), collector, PageFacts.HasNextPage, PageFacts.EndCursor) is { HasMore: not null, Cursor: not null };

    private ListField Read(
        CollectedField field, IReadOnlyList<string> path, ListShape shape, PagingVariable start, (string Argument, PagingVariable? Variable, int? Number) size)
    {
        var selected = collector.Collect(field.SelectionSets);
        var edges = selected.Named("edges");
        var edge = collector.Collect(edges?.SelectionSets ?? []);
        var list = new ListField(shape, path, start)
        {
            Size = size.Variable,
            SizeArgument = size.Argument,
            FixedSize = size.Number,
            ItemsKeys = [.. shape.ItemsFields.Select(selected.KeyOf).OfType<string>()],
            EdgesKey = edges?.First.ResponseKey,
            NodeKey = edge.KeyOf("node"),
            EdgeCursorKey = edge.KeyOf("cursor"),
            Facts = PageFacts.Read(selected, collector, shape.HasMoreFact, shape.CursorFact),
        };
        // If only the facts of a page are selected, the items are missing.
        list = list with { IsPlainList = !list.HasItems && shape.TakesPlainList && !(selected.Fields.Count > 0 && selected.Fields.All(other => PageFacts.IsFact(other.First.Name))) };
        return list with { Missing = shape.Missing(list) };
    }
}
