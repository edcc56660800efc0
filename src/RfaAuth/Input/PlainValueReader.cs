using System.Collections;
using System.Management.Automation.Internal;
using System.Management.Automation.Language;
using RfaAuth.Core.Text;

namespace RfaAuth.Input;

/// <summary>
/// Converts a PowerShell value to plain values: scalars, lists and dictionaries with string keys. PSObject wrappers are removed at
/// every level, a list stays a list even with one item, and an object becomes its properties. A SecureString stays one, and is
/// decrypted only when the request is written. The output of an empty pipeline is kept apart from null.
/// </summary>
internal sealed class PlainValueReader
{
    private readonly List<object> _ancestors = [];
    private readonly Stack<string> _path = new();

    // The outermost .NET object around the current value, and the length of the path to it. The user did not write what is inside it.
    private (string Type, int Depth)? _object;

    /// <exception cref="RfaException">InvalidVariables or TooDeep; the message names the place and never the value.</exception>
    public object? Read(object? value)
    {
        var plain = PSObjects.Unwrap(value);
        if (plain is null or DBNull or NullString)
            return null;
        if (ReferenceEquals(plain, AutomationNull.Value))
            return EmptyPipeline.Value;
        if (PlainScalars.Read(plain) is { } scalar)
            return scalar;
        if (UnsendableTypes.Reason(plain) is { } reason)
            throw Invalid(reason);
        return Nested(plain);
    }

    private object Nested(object value)
    {
        if (_ancestors.Any(ancestor => ReferenceEquals(ancestor, value)))
            throw Invalid("it contains itself");
        if (_ancestors.Count == NestingLimit.Levels)
            throw new RfaException(ErrorCodes.TooDeep, $"-Variables is nested more than {NestingLimit.Levels} levels deep.");
        _ancestors.Add(value);
        try
        {
            return value switch
            {
                PSCredential credential => Parts(credential),
                IDictionary dictionary => Entries(dictionary),
                IEnumerable<KeyValuePair<string, object?>> members => Entries(members.ToDictionary(member => member.Key, member => member.Value)),
                IEnumerable items => Items(items.GetEnumerator()),
                IEnumerator items => Items(items),
                _ => Properties(value),
            };
        }
        finally
        {
            _ancestors.RemoveAt(_ancestors.Count - 1);
        }
    }

    private Dictionary<string, object?> Entries(IDictionary dictionary)
    {
        var result = new Dictionary<string, object?>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in dictionary)
        {
            if (PSObjects.Unwrap(entry.Key) is not string name)
                throw Invalid($"its key {entry.Key} is not text: put it in quotes");
            if (!names.Add(name))
                throw Invalid($"its key '{name}' is there twice, in upper and lower case");
            result.Add(name, ReadMember(name, () => entry.Value));
        }
        return result;
    }

    /// <summary>User name and password, under their names in the input objects of sign-in operations.</summary>
    private static Dictionary<string, object?> Parts(PSCredential credential) => new(StringComparer.Ordinal)
    {
        ["userName"] = credential.UserName,
        ["password"] = credential.Password,
    };

    private List<object?> Items(IEnumerator items)
    {
        var result = new List<object?>();
        while (items.MoveNext())
            result.Add(ReadMember($"[{result.Count}]", () => items.Current));
        return result;
    }

    private Dictionary<string, object?> Properties(object value)
    {
        var result = new Dictionary<string, object?>(StringComparer.Ordinal);
        var outer = _object;
        if (value is not PSObject)
            _object ??= (value.GetType().Name, _path.Count);
        foreach (var property in PSObject.AsPSObject(value).Properties.Where(property => property.IsGettable))
            result[property.Name] = ReadMember(property.Name, () => property.Value);
        _object = outer;
        return result;
    }

    /// <summary>Reads the value of one name. Error messages then name its place.</summary>
    /// <exception cref="RfaException">InvalidVariables or TooDeep.</exception>
    public object? ReadMember(string name, Func<object?> get)
    {
        _path.Push(name);
        object? value;
        try
        {
            value = get();
        }
        catch (GetValueException)
        {
            throw Invalid("its property cannot be read");
        }
        var result = Read(value);
        _path.Pop();
        return result;
    }

    private RfaException Invalid(string reason)
    {
        if (_object is var (type, depth) && _path.Count > depth)
            reason = $"it was given a {type}, whose {Place(_path.Reverse().Skip(depth))} cannot be sent: {reason}";
        var place = Place(_path.Reverse().Take(_object?.Depth ?? _path.Count));
        return new RfaException(ErrorCodes.InvalidVariables, place.Length == 0 ? $"-Variables cannot be sent: {reason}." : $"The variable {place} cannot be sent: {reason}.");
    }

    private static string Place(IEnumerable<string> path) => string.Join(".", path).Replace(".[", "[");
}
