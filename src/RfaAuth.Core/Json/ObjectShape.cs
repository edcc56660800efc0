namespace RfaAuth.Core.Json;

/// <summary>
/// The names of an object's members, in the order of the answer: unique (ordinal); a name may be empty or differ from another by case
/// alone. Objects with the same names in the same order have the same shape, as far as there are not too many shapes to be remembered.
/// </summary>
internal sealed class ObjectShape
{
    private readonly string[] _names;

    /// <param name="names">The names; the shape's own from now on.</param>
    internal ObjectShape(string[] names) => _names = names;

    public IReadOnlyList<string> Names => _names;

    public int Count => _names.Length;

    /// <summary>The name of a member, by its index.</summary>
    public string this[int index] => _names[index];

    /// <summary>What an <see cref="IValueFactory"/> has found out about the shape, so that it need not find out for each object; null: nothing yet.</summary>
    public object? Note { get; set; }
}
