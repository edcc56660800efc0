namespace RfaAuth.Core.Json;

/// <summary>
/// The names of an object's members, in the order of the answer. They are unique (ordinal). A name may be empty, or differ from another one only
/// by case. Objects with the same names in the same order share a shape, unless there are too many shapes to remember.
/// </summary>
internal sealed class ObjectShape
{
    private readonly string[] _names;

    /// <param name="names">The names. The array must not be changed any more.</param>
    internal ObjectShape(string[] names) => _names = names;

    public IReadOnlyList<string> Names => _names;

    public int Count => _names.Length;

    /// <summary>The name of a member, by its index.</summary>
    public string this[int index] => _names[index];

    /// <summary>A note of an <see cref="IValueFactory"/> about the shape, so that it checks a shape once and not for each object; null if none.</summary>
    public object? Note { get; set; }
}
