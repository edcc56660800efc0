namespace RfaAuth.Core.Json;

/// <summary>Dictionaries (ordinal keys) and arrays: for callers that need no more, and for <c>errors</c> and <c>extensions</c>.</summary>
internal sealed class PlainValueFactory : IValueFactory
{
    public static PlainValueFactory Instance { get; } = new();

    public object CreateObject(ObjectShape shape, object?[] values, int start)
    {
        var result = new Dictionary<string, object?>(shape.Count, StringComparer.Ordinal);
        for (var i = 0; i < shape.Count; i++)
            result.Add(shape[i], values[start + i]);
        return result;
    }

    public object CreateList(object?[] values, int start, int count) => ListOf(values, start, count);

    public IEnumerable<KeyValuePair<string, object?>>? MembersOf(object? value) => value as IReadOnlyDictionary<string, object?>;

    public object?[]? ItemsOf(object? value) => value as object?[];

    /// <summary>The items as an array of their own.</summary>
    public static object?[] ListOf(object?[] values, int start, int count)
    {
        var result = new object?[count];
        Array.Copy(values, start, result, 0, count);
        return result;
    }
}
