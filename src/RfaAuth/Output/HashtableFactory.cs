using System.Collections.Specialized;
using RfaAuth.Core.Json;

namespace RfaAuth.Output;

/// <summary>Makes ordered dictionaries with case-sensitive keys, and object[], for <c>-AsHashtable</c>.</summary>
internal sealed class HashtableFactory : IValueFactory
{
    public static HashtableFactory Instance { get; } = new();

    public object CreateObject(ObjectShape shape, object?[] values, int start)
    {
        var result = new OrderedDictionary(shape.Count, StringComparer.Ordinal);
        for (var i = 0; i < shape.Count; i++)
            result.Add(shape[i], values[start + i]);
        return result;
    }

    public object CreateList(object?[] values, int start, int count) => PlainValueFactory.ListOf(values, start, count);
}
