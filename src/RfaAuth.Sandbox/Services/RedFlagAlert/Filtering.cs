namespace RfaAuth.Sandbox.Services.RedFlagAlert;

/// <summary>Filters in HotChocolate's form: <c>{field: {operator: value}}</c>, with <c>and</c> and <c>or</c>.</summary>
internal static class Filtering
{
    /// <param name="valueOf">The value of the item's field of a name.</param>
    /// <param name="filter">The filter.</param>
    public static bool Matches(Func<string, object?> valueOf, IDictionary<string, object?> filter) =>
        filter.All(condition => (condition.Key, condition.Value) switch
        {
            (_, null) => true,
            ("and", IEnumerable<object?> all) => all.All(inner => Matches(valueOf, AsObject(inner))),
            ("or", IEnumerable<object?> any) => any.Any(inner => Matches(valueOf, AsObject(inner))),
            _ => AsObject(condition.Value).All(test => Matches(test.Key, valueOf(condition.Key), test.Value)),
        });

    private static bool Matches(string test, object? value, object? operand) => test switch
    {
        "eq" => Equals(value, operand),
        "neq" => !Equals(value, operand),
        "in" => AsList(operand).Contains(value),
        "nin" => !AsList(operand).Contains(value),
        "gt" => Compare(value, operand) > 0,
        "gte" => Compare(value, operand) >= 0,
        "lt" => Compare(value, operand) < 0,
        "lte" => Compare(value, operand) <= 0,
        "contains" => value is string text && text.Contains((string)operand!, StringComparison.OrdinalIgnoreCase),
        "startsWith" => value is string text && text.StartsWith((string)operand!, StringComparison.OrdinalIgnoreCase),
        "endsWith" => value is string text && text.EndsWith((string)operand!, StringComparison.OrdinalIgnoreCase),
        _ => throw new InvalidOperationException($"The operator '{test}' passed validation and is not known here."),
    };

    // Null is not ordered.
    private static int? Compare(object? value, object? operand) =>
        value is IComparable comparable && operand is not null ? comparable.CompareTo(operand) : null;

    private static IDictionary<string, object?> AsObject(object? value) => (IDictionary<string, object?>)value!;

    private static IEnumerable<object?> AsList(object? value) => value as IEnumerable<object?> ?? [];
}
