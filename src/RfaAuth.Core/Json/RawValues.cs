namespace RfaAuth.Core.Json;

/// <summary>
/// Keeps a part of an answer as text: all of its data, or the items of one list (<see cref="RawJson"/>). The objects around that list become
/// plain values. <see cref="RawTree"/> reads the result.
/// </summary>
internal sealed class RawValues : IValueFactory
{
    private readonly IReadOnlyList<string> _path;
    private readonly int _shortest;
    private readonly int _depth;

    private RawValues(IReadOnlyList<string> path, int shortest, int depth) => (_path, _shortest, _depth) = (path, shortest, depth);

    /// <summary>Keeps the data as one text.</summary>
    public static RawValues Whole { get; } = new([], 0, 0);

    /// <summary>Whether the data is kept as one text.</summary>
    public bool IsWhole => _path.Count == 0;

    /// <summary>Whether a list at this place keeps its items as text.</summary>
    public bool KeepsItemsAsText => _depth >= _shortest;

    /// <summary>Keeps each item of a list as a text.</summary>
    /// <param name="path">The names that lead from the data to the list.</param>
    /// <param name="shortest">After how many of these names the list may already come.</param>
    public static RawValues OfItems(IReadOnlyList<string> path, int shortest) => new(path, shortest, 0);

    /// <summary>The factory for the value of a member.</summary>
    public IValueFactory Of(string name) =>
        _depth < _path.Count && name == _path[_depth] ? new RawValues(_path, _shortest, _depth + 1) : PlainValueFactory.Instance;

    public object CreateObject(ObjectShape shape, object?[] values, int start) => PlainValueFactory.Instance.CreateObject(shape, values, start);

    public object CreateList(object?[] values, int start, int count)
    {
        if (!KeepsItemsAsText)
            return PlainValueFactory.ListOf(values, start, count);
        var items = new RawJson[count];
        Array.Copy(values, start, items, 0, count);
        return items;
    }
}
