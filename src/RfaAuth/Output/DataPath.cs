using System.Collections;
using RfaAuth.Core.Json;

namespace RfaAuth.Output;

/// <summary>The path of the wanted part of <c>data</c>: response keys joined by dots, such as <c>companies.items</c>.</summary>
internal sealed class DataPath
{
    private readonly string _text;
    private readonly string[] _keys;
    private readonly int _start;

    public DataPath(string text)
        : this(text, 0)
    {
    }

    private DataPath(string text, int start)
    {
        _text = text;
        _keys = text.Split('.');
        _start = start;
    }

    public IReadOnlyList<string> Keys => _keys;

    /// <summary>The rest of the path after its first keys.</summary>
    public DataPath After(int count) => new(_text, count);

    /// <summary>
    /// The values at the path. In a list on the way each item is searched, and a list at the end gives its items.
    /// Null on the way or at the end gives nothing.
    /// </summary>
    /// <exception cref="RfaException">DataPathNotFound: no object on the way has the key.</exception>
    public IReadOnlyList<object?> Select(object? data)
    {
        IReadOnlyList<object?> current = [data];
        for (var i = _start; i < _keys.Length; i++)
            current = Step(current, i);
        return current.SelectMany(value => value is null or RawJson { IsNull: true } ? [] : Items(value)).ToArray();
    }

    /// <summary>Whether there is a list on the way or at the end.</summary>
    public bool LeadsThroughList(object? data)
    {
        for (var i = _start; !IsList(data); i++)
        {
            if (i == _keys.Length || data is null || !TryGetMember(data, _keys[i], out data))
                return false;
        }

        return true;
    }

    /// <summary>The same as one value: a list if there is one on the way or at the end, else the value at the path.</summary>
    /// <exception cref="RfaException">DataPathNotFound: no object on the way has the key.</exception>
    public object? Value(object? data)
    {
        object? current = data;
        for (var i = _start; i < _keys.Length && current is not (null or object?[]); i++)
            current = Step([current], i)[0];
        return current is object?[] ? Select(data).ToArray() : current;
    }

    private List<object?> Step(IReadOnlyList<object?> parents, int index)
    {
        var key = _keys[index];
        var result = new List<object?>();
        var seen = 0;
        var found = false;
        foreach (var parent in parents.SelectMany(Flatten))
        {
            seen++;
            if (TryGetMember(parent, key, out var value))
            {
                found = true;
                result.Add(value);
            }
        }
        // With fragments on types, some items of a list have the key and others do not.
        if (seen > 0 && !found)
            throw NotFound(index, parents.SelectMany(Flatten));
        return result;
    }

    private RfaException NotFound(int index, IEnumerable<object> parents)
    {
        var keys = parents.SelectMany(KeysOf).Distinct(StringComparer.Ordinal).ToArray();
        var place = index == 0 ? "the answer's data" : "'" + string.Join(".", _keys.Take(index)) + "'";
        var there = keys.Length > 0
            ? "there are: " + string.Join(", ", keys) + "."
            : "it is a value without keys.";
        return new RfaException(ErrorCodes.DataPathNotFound, $"-DataPath '{_text}': {place} has no '{_keys[index]}'; {there}");
    }

    /// <summary>The objects and scalars in a value. Nested lists are flattened, and nulls are left out.</summary>
    private static IEnumerable<object> Flatten(object? value) => value switch
    {
        null or RawJson { IsNull: true } => [],
        object?[] list => list.SelectMany(Flatten),
        RawJson { IsList: true } list => RawTree.Items(list)!.SelectMany(Flatten),
        _ => [value],
    };

    private static bool IsList(object? value) => value is object?[] or RawJson { IsList: true };

    private static IEnumerable<object?> Items(object value) => value as object?[] ?? (value is RawJson list ? (object?[]?)RawTree.Items(list) : null) ?? [value];

    private static bool TryGetMember(object parent, string key, out object? value)
    {
        value = null;
        if (parent is RawJson raw)
        {
            var members = RawTree.Members(raw);
            var found = NameOf(key, members.Select(member => member.Key));
            value = members.FirstOrDefault(member => member.Key == found).Value;
            return value is not null;
        }

        if (parent is IDictionary dictionary)
        {
            if (NameOf(key, dictionary.Keys.Cast<string>()) is not { } name)
                return false;
            value = dictionary[name];
            return true;
        }
        // PowerShell does not allow an empty name. An object with one is a dictionary.
        if (key.Length == 0 || parent is not PSObject custom || custom.Properties[key] is not { } property)
            return false;
        value = property.Value;
        return true;
    }

    // First with the exact case, else without regard to case, as in a custom object.
    private static string? NameOf(string key, IEnumerable<string> names) =>
        names.FirstOrDefault(name => name == key) ?? names.FirstOrDefault(name => string.Equals(name, key, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> KeysOf(object parent) => parent switch
    {
        RawJson raw => RawTree.Members(raw).Select(member => member.Key),
        IDictionary dictionary => dictionary.Keys.Cast<string>(),
        PSObject custom => custom.Properties.Select(property => property.Name),
        _ => [],
    };
}
