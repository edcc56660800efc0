using System.Collections;
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

    public IEnumerable<KeyValuePair<string, object?>>? MembersOf(object? value) => value is not OrderedDictionary members
        ? null
        : members.Cast<DictionaryEntry>().Select(member => new KeyValuePair<string, object?>((string)member.Key, member.Value));

    public object?[]? ItemsOf(object? value) => value as object?[];

    public object CreateList(object?[] values, int start, int count) => PlainValueFactory.ListOf(values, start, count);
}
