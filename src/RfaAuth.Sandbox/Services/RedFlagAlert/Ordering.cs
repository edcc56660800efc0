namespace RfaAuth.Sandbox.Services.RedFlagAlert;

/// <summary>Order in HotChocolate's form: <c>[{field: ASC}, {field: DESC}]</c>.</summary>
internal static class Ordering
{
    private static readonly IComparer<object?> s_comparer = Comparer<object?>.Create(Compare);

    public static IEnumerable<T> Sort<T>(IEnumerable<T> items, IReadOnlyDictionary<string, Func<T, object?>> fields, IEnumerable<object?> order)
    {
        var keys = order.SelectMany(entry => (IDictionary<string, object?>)entry!).Where(key => key.Value is not null).ToList();

        // The sort is stable, so the last key is sorted first.
        return Enumerable.Reverse(keys).Aggregate(items, (sorted, key) => (string)key.Value! == "DESC"
            ? sorted.OrderByDescending(fields[key.Key], s_comparer)
            : sorted.OrderBy(fields[key.Key], s_comparer));
    }

    private static int Compare(object? left, object? right) =>
        left is string a && right is string b ? string.CompareOrdinal(a, b) : Comparer<object?>.Default.Compare(left, right);
}
