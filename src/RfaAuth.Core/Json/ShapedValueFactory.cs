namespace RfaAuth.Core.Json;

/// <summary>
/// Makes plain values as <see cref="PlainValueFactory"/> does, but its objects have a shape and an array of values in place of a dictionary.
/// For values that are read once, such as the answer with a schema. <see cref="PlainValue"/> reads them.
/// </summary>
internal sealed class ShapedValueFactory : IValueFactory
{
    public static ShapedValueFactory Instance { get; } = new();

    public object CreateObject(ObjectShape shape, object?[] values, int start) => new ShapedValue(shape, PlainValueFactory.ListOf(values, start, shape.Count));

    public object CreateList(object?[] values, int start, int count) => PlainValueFactory.ListOf(values, start, count);
}

/// <summary>An object of an answer: a shape, which other objects share, and its values.</summary>
internal sealed class ShapedValue(ObjectShape shape, object?[] values)
{
    public IReadOnlyList<string> Names => shape.Names;

    public object? this[int index] => values[index];

    /// <summary>The value of a member; null if there is no member with this name.</summary>
    public object? Member(string name)
    {
        // There are few names, so a loop is faster than a dictionary.
        for (var i = 0; i < values.Length; i++)
        {
            if (shape[i] == name)
                return values[i];
        }

        return null;
    }
}
