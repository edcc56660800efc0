using RfaAuth.Sandbox.Execution;

namespace RfaAuth.Sandbox.Services.RedFlagAlert;

/// <summary>Order in HotChocolate's form: <c>[{field: ASC}, {field: DESC}]</c>.</summary>
internal static class Ordering
{
    private static readonly EnumType s_direction = new(
        "SortEnumType",
        new EnumValueDefinition("ASC", "The smallest first."),
        new EnumValueDefinition("DESC", "The largest first."),
        new EnumValueDefinition("ASCENDING", "The smallest first, as older clients write it.", DeprecationReason: "Use ASC."))
    {
        Description = "The direction of an order.",
    };
    private static readonly IComparer<object?> s_comparer = Comparer<object?>.Create(Compare);

    public static InputObjectType InputType(ObjectType type) => new(
        type.Name + "SortInput",
        () => Filtering.ScalarFields(type).Select(field => new ArgumentDefinition(field.Name, s_direction)));

    public static IEnumerable<object> Sort(ObjectType type, IEnumerable<object> items, IReadOnlyList<object?> order)
    {
        var keys = order
            .SelectMany(entry => (IReadOnlyDictionary<string, object?>)entry!)
            .Where(key => key.Value is EnumLiteral)
            .ToList();

        // The sort is stable: by the last key first gives the order by the first key.
        return Enumerable.Reverse(keys).Aggregate(items, (sorted, key) => ((EnumLiteral)key.Value!).Name == "DESC"
            ? sorted.OrderByDescending(item => Filtering.ValueOf(type, item, key.Key), s_comparer)
            : sorted.OrderBy(item => Filtering.ValueOf(type, item, key.Key), s_comparer));
    }

    private static int Compare(object? left, object? right) =>
        left is string a && right is string b ? string.CompareOrdinal(a, b) : Comparer<object?>.Default.Compare(left, right);
}
