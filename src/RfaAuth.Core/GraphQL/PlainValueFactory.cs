using System;
using System.Collections.Generic;
using System.Linq;

namespace RfaAuth.Core.GraphQL;

/// <summary>Dictionaries (ordinal keys) and arrays: for callers that need no more, and for <c>errors</c> and <c>extensions</c>.</summary>
public sealed class PlainValueFactory : IValueFactory
{
    public static PlainValueFactory Instance { get; } = new();

    public object CreateObject(IReadOnlyList<KeyValuePair<string, object?>> members)
    {
        var result = new Dictionary<string, object?>(members.Count, StringComparer.Ordinal);
        foreach (var member in members)
            result[member.Key] = member.Value;
        return result;
    }

    public object CreateList(IReadOnlyList<object?> items) => items.ToArray();
}
