using RfaAuth.Core.Json;

namespace RfaAuth.Core.GraphQL.Paging.Nested;

/// <summary>Reads and joins plain values. Each change makes a copy. Pure.</summary>
internal sealed class PlainTree : ITree
{
    public static PlainTree Instance { get; } = new();

    public IValueFactory Values => PlainValueFactory.Instance;

    public object? Member(object? value, string name) => PlainValue.Member(value, name);

    public object?[]? Items(object? value) => value as object?[];

    public object List(object?[] items) => items;

    public object? With(object? value, string name, object? replacement)
    {
        if (value is not IReadOnlyDictionary<string, object?> members || !members.ContainsKey(name))
            return value;
        return members.ToDictionary(member => member.Key, member => member.Key == name ? replacement : member.Value, StringComparer.Ordinal);
    }
}

/// <summary>Methods for any tree.</summary>
internal static class TreeExtensions
{
    /// <summary>The value at a path of keys.</summary>
    public static object? At(this ITree tree, object? value, IReadOnlyList<string> path) => path.Aggregate(value, tree.Member);

    /// <summary>Replaces the value at a path of keys. Returns the value as it is if the path leads nowhere.</summary>
    public static object? With(this ITree tree, object? value, IReadOnlyList<string> path, object? replacement, int depth = 0) =>
        depth == path.Count ? replacement
        : depth == path.Count - 1 ? tree.With(value, path[depth], replacement)
        : tree.Member(value, path[depth]) is { } member ? tree.With(value, path[depth], tree.With(member, path, replacement, depth + 1))
        : value;
}
