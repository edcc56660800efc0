namespace RfaAuth.Core.Json;

/// <summary>
/// Keeps a part of an answer as text: all of its data, or the items of one list (<see cref="RawJson"/>). The objects around that list become
/// plain values. Each answer with a list needs its own instance.
/// </summary>
internal sealed class RawValues : IValueFactoryWithText
{
    private readonly IReadOnlyList<string> _path;
    private readonly int _shortest;
    private readonly int _depth;
    private readonly Dictionary<object, ArraySegment<byte>> _texts;

    private RawValues(IReadOnlyList<string> path, int shortest, int depth, Dictionary<object, ArraySegment<byte>> texts) =>
        (_path, _shortest, _depth, _texts) = (path, shortest, depth, texts);

    /// <summary>Keeps the data as one text.</summary>
    public static RawValues Whole { get; } = new([], 0, 0, []);

    /// <summary>Whether the data is kept as one text.</summary>
    public bool IsWhole => _path.Count == 0;

    /// <summary>Whether a list at this place keeps its items as text.</summary>
    public bool KeepsItemsAsText => _depth >= _shortest;

    /// <summary>Keeps each item of a list as a text.</summary>
    /// <param name="path">The names that lead from the data to the list.</param>
    /// <param name="shortest">After how many of these names the list may already come.</param>
    public static RawValues OfItems(IReadOnlyList<string> path, int shortest) => new(path, shortest, 0, []);

    /// <summary>The factory for the value of a member.</summary>
    public IValueFactory Of(string name) =>
        _depth < _path.Count && name == _path[_depth] ? new RawValues(_path, _shortest, _depth + 1, _texts) : PlainValueFactory.Instance;

    public object CreateObject(ObjectShape shape, object?[] values, int start) => PlainValueFactory.Instance.CreateObject(shape, values, start);

    public object CreateList(object?[] values, int start, int count) => PlainValueFactory.ListOf(values, start, count);

    public IEnumerable<KeyValuePair<string, object?>>? MembersOf(object? value) => PlainValueFactory.Instance.MembersOf(RawTree.Plain(value));

    public object?[]? ItemsOf(object? value) => PlainValueFactory.Instance.ItemsOf(RawTree.Plain(value));

    public void SetListText(object list, ArraySegment<byte> text)
    {
        if (list is object?[] { Length: > 0 })
            _texts[list] = text;
    }

    /// <summary>The bytes of a list; null if not known.</summary>
    /// <param name="items">The items, as <see cref="ItemsOf"/> returned them.</param>
    public ArraySegment<byte>? TextOf(object items) => _texts.TryGetValue(items, out var text) ? text : null;
}
