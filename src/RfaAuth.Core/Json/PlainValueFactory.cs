namespace RfaAuth.Core.Json;

/// <summary>Makes dictionaries with ordinal keys, and arrays. For <c>errors</c>, <c>extensions</c> and callers that need no other objects.</summary>
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

    /// <summary>The items as a new array.</summary>
    public static object?[] ListOf(object?[] values, int start, int count)
    {
        var result = new object?[count];
        Array.Copy(values, start, result, 0, count);
        return result;
    }
}
