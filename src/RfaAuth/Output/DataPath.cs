using System.Collections;
using RfaAuth.Core.Json;

namespace RfaAuth.Output;

/// <summary>Response keys joined by dots, as <c>companies.items</c>: the part of <c>data</c> that is wanted.</summary>
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

    /// <summary>The same path for what stands behind its first keys already.</summary>
    public DataPath After(int count) => new(_text, count);

    /// <summary>
    /// What stands at the path. A list on the way is walked item by item, a list at the end gives its items;
    /// null on the way, or at the end, gives nothing.
    /// </summary>
    /// <exception cref="RfaException">DataPathNotFound: no object on the way has the key.</exception>
    public IReadOnlyList<object?> Select(object? data)
    {
        IReadOnlyList<object?> current = [data];
        for (var i = _start; i < _keys.Length; i++)
            current = Step(current, i);
        return current.SelectMany(value => value is null or RawJson { IsNull: true } ? [] : Items(value)).ToArray();
    }

    /// <summary>Whether a list stands on the way, or at the end.</summary>
    public bool LeadsThroughList(object? data)
    {
        for (var i = _start; !IsList(data); i++)
        {
            if (i == _keys.Length || data is null || !TryGetMember(data, _keys[i], out data))
                return false;
        }

        return true;
    }

    /// <summary>The same as one value: a list where one is on the way or at the end, else what stands there.</summary>
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
        // A key that some items of a list have and others do not is as fragments on types make it.
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

    /// <summary>The objects and scalars in a value: lists in lists are walked, nulls are left out.</summary>
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
            // As they are, else without regard to case, as of a custom object.
            var members = RawTree.Members(raw);
            var found = members.Where(member => member.Key == key).Concat(members.Where(member => string.Equals(member.Key, key, StringComparison.OrdinalIgnoreCase)));
            value = found.FirstOrDefault().Value;
            return value is not null;
        }

        if (parent is IDictionary dictionary)
        {
            if (!dictionary.Contains(key))
                return false;
            value = dictionary[key];
            return true;
        }
        // PowerShell takes no empty name; an object that has one came as a dictionary.
        if (key.Length == 0 || parent is not PSObject custom || custom.Properties[key] is not { } property)
            return false;
        value = property.Value;
        return true;
    }

    private static IEnumerable<string> KeysOf(object parent) => parent switch
    {
        RawJson raw => RawTree.Members(raw).Select(member => member.Key),
        IDictionary dictionary => dictionary.Keys.Cast<string>(),
        PSObject custom => custom.Properties.Select(property => property.Name),
        _ => [],
    };
}
