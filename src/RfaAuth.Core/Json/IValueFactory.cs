namespace RfaAuth.Core.Json;

/// <summary>
/// Makes the caller's objects straight from the bytes of the answer: no text and no tree stands in between. It can look into what it
/// made, which is how lists are followed page by page.
/// Scalars arrive as string, bool, long, BigInteger, decimal, double or null.
/// </summary>
internal interface IValueFactory
{
    /// <param name="shape">The names of the members.</param>
    /// <param name="values">Holds their values, in the order of the names, from <paramref name="start"/> on. It is reused: copy what you keep.</param>
    /// <param name="start">Where the first value is.</param>
    object CreateObject(ObjectShape shape, object?[] values, int start);

    /// <param name="values">Holds the items in order, from <paramref name="start"/> on. It is reused: copy what you keep.</param>
    /// <param name="start">Where the first item is.</param>
    /// <param name="count">How many items there are.</param>
    object CreateList(object?[] values, int start, int count);

    /// <summary>The members of an object that it made; null where the value is none.</summary>
    IEnumerable<KeyValuePair<string, object?>>? MembersOf(object? value);

    /// <summary>The items of a list that it made; null where the value is none.</summary>
    object?[]? ItemsOf(object? value);
}
