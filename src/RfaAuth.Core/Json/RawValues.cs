using System;
using System.Collections.Generic;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Paging;

namespace RfaAuth.Core.Json;

/// <summary>
/// Leaves a part of an answer as the text that it is: the whole of its data, or the items of one list (<see cref="RawJson"/>). What leads
/// there, and what stands beside it, becomes plain values. One for each answer that has a list.
/// </summary>
internal sealed class RawValues : IPlacedValues
{
    private readonly IReadOnlyList<string> _path;
    private readonly int _shortest;
    private readonly int _depth;
    private readonly Dictionary<object, Digest> _digests;

    private RawValues(IReadOnlyList<string> path, int shortest, int depth, Dictionary<object, Digest> digests) =>
        (_path, _shortest, _depth, _digests) = (path, shortest, depth, digests);

    /// <summary>The data as one text.</summary>
    public static RawValues Whole { get; } = new([], 0, 0, []);

    /// <summary>Whether the data is left as one text.</summary>
    public bool IsWhole => _path.Count == 0;

    /// <summary>Whether the items of a list that stands here are left as they are.</summary>
    public bool TakesItems => _depth >= _shortest;

    /// <summary>The items of a list as texts, one by one.</summary>
    public static RawValues OfItems(ListSource list) =>
        new([.. list.Field.Path, .. list.ItemsKey is null ? [] : new[] { list.ItemsKey }], list.Field.Path.Count, 0, []);

    /// <summary>What makes the value of a member.</summary>
    public IValueFactory Of(string name) =>
        _depth < _path.Count && name == _path[_depth] ? new RawValues(_path, _shortest, _depth + 1, _digests) : PlainValueFactory.Instance;

    public object CreateObject(ObjectShape shape, object?[] values, int start) => PlainValueFactory.Instance.CreateObject(shape, values, start);

    public object CreateList(object?[] values, int start, int count) => PlainValueFactory.ListOf(values, start, count);

    public IEnumerable<KeyValuePair<string, object?>>? MembersOf(object? value) => PlainValueFactory.Instance.MembersOf(RawTree.Plain(value));

    public object?[]? ItemsOf(object? value) => PlainValueFactory.Instance.ItemsOf(RawTree.Plain(value));

    public void Placed(object list, ArraySegment<byte> text)
    {
        if (list is object?[] { Length: > 0 })
            _digests[list] = Digest.OfBytes(text);
    }

    public Digest? DigestOf(object items) => _digests.TryGetValue(items, out var digest) ? digest : null;
}
