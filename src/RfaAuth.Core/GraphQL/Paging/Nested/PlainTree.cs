using System.Collections.Generic;

namespace RfaAuth.Core.GraphQL.Paging.Nested;

/// <summary>Changes plain values, each change in a copy. Pure.</summary>
internal static class PlainTree
{
    /// <summary>The value with another one at a path of keys; as it is where the path leads nowhere.</summary>
    public static object? With(object? value, IReadOnlyList<string> path, object? replacement) => With(value, path, 0, replacement);

    private static object? With(object? value, IReadOnlyList<string> path, int depth, object? replacement)
    {
        if (depth == path.Count)
            return replacement;
        if (value is not IReadOnlyDictionary<string, object?> members || !members.ContainsKey(path[depth]))
            return value;
        var copy = new Dictionary<string, object?>(members.Count, System.StringComparer.Ordinal);
        foreach (var member in members)
            copy[member.Key] = member.Key == path[depth] ? With(member.Value, path, depth + 1, replacement) : member.Value;
        return copy;
    }
}
