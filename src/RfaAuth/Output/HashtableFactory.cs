using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using RfaAuth.Core.GraphQL;

namespace RfaAuth.Output;

/// <summary>Ordered dictionaries with case-sensitive keys, and object[]: <c>-AsHashtable</c>.</summary>
internal sealed class HashtableFactory : IValueFactory
{
    public static HashtableFactory Instance { get; } = new();

    public object CreateObject(IReadOnlyList<KeyValuePair<string, object?>> members)
    {
        var result = new OrderedDictionary(members.Count, StringComparer.Ordinal);
        foreach (var member in members)
            result.Add(member.Key, member.Value);
        return result;
    }

    public object CreateList(IReadOnlyList<object?> items) => items.ToArray();
}
