namespace RfaAuth.Core.Json;

/// <summary>
/// Plain values as <see cref="PlainValueFactory"/> makes them, but for the objects: the values beside their shape, without a table of
/// their own. For what is read once and thrown away, such as a schema's answer. <see cref="PlainValue"/> looks into them.
/// </summary>
internal sealed class ShapedValueFactory : IValueFactory
{
    public static ShapedValueFactory Instance { get; } = new();

    public object CreateObject(ObjectShape shape, object?[] values, int start) => new ShapedValue(shape, PlainValueFactory.ListOf(values, start, shape.Count));

    public object CreateList(object?[] values, int start, int count) => PlainValueFactory.ListOf(values, start, count);

    public IEnumerable<KeyValuePair<string, object?>>? MembersOf(object? value) =>
        value is ShapedValue shaped ? shaped.Names.Select((name, index) => new KeyValuePair<string, object?>(name, shaped[index])) : null;

    public object?[]? ItemsOf(object? value) => value as object?[];
}

/// <summary>An object of an answer: its names, which it shares with others, and its values.</summary>
internal sealed class ShapedValue(ObjectShape shape, object?[] values)
{
    public IReadOnlyList<string> Names => shape.Names;

    public object? this[int index] => values[index];

    /// <summary>The value of a member; null where there is none of the name.</summary>
    public object? Member(string name)
    {
        // Few names: a look at each is quicker than a table.
        for (var i = 0; i < values.Length; i++)
        {
            if (shape[i] == name)
                return values[i];
        }

        return null;
    }
}
