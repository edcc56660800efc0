using System.Collections;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Numerics;
using System.Security;
using System.Xml;
using RfaAuth.Core.Json;
using RfaAuth.Core.Text;

namespace RfaAuth.Input;

/// <summary>
/// Converts a PowerShell value to plain values: scalars, lists and dictionaries with string keys. PSObject wrappers are removed at
/// every level, a list stays a list even with one item, and an object becomes its properties. A SecureString stays one, and is
/// decrypted only when the request is written. The output of an empty pipeline is kept apart from null. Use it on the pipeline thread:
/// properties may be scripts.
/// </summary>
internal sealed class PlainValueReader
{
    private readonly List<object> _ancestors = [];
    private readonly Stack<string> _path = new();

    // The outermost .NET object around the current value, and the length of the path to it. The user did not write what is inside it.
    private (string Type, int Depth)? _object;

    /// <summary>Reads <c>-Variables</c> to the values of a request.</summary>
    /// <param name="argument">A dictionary, an object, JSON text, or null.</param>
    /// <exception cref="RfaException">InvalidVariables or TooDeep; the message names the place and never the value.</exception>
    public static IReadOnlyDictionary<string, object?>? ReadVariables(object? argument) =>
        PSObjects.Unwrap(argument) switch
        {
            null => null,
            string json => ReadJson(json),
            var value => new PlainValueReader().Read(value) as IReadOnlyDictionary<string, object?>
                ?? throw new RfaException(
                    ErrorCodes.InvalidVariables,
                    "-Variables takes a hashtable, an object or JSON text of an object: a name for each variable."),
        };

    /// <summary>Recognises a single value of .NET or PowerShell, which is no object with properties.</summary>
    /// <returns>The value for a request; null if it is no scalar.</returns>
    public static object? Scalar(object value) => value switch
    {
        SwitchParameter present => present.ToBool(),
        string or char or bool or decimal or BigInteger or DateTime or DateTimeOffset or TimeSpan or Guid or Uri or Version
            or byte[] or SecureString or Enum => value,
        IntPtr or UIntPtr => null,
        _ when value.GetType().IsPrimitive => value,
        _ => ReadByName(value),
    };

    /// <exception cref="RfaException">InvalidVariables or TooDeep; the message names the place and never the value.</exception>
    public object? Read(object? value)
    {
        var plain = PSObjects.Unwrap(value);
        if (plain is null or DBNull or NullString)
            return null;
        if (ReferenceEquals(plain, AutomationNull.Value))
            return EmptyPipeline.Value;
        if (Scalar(plain) is { } scalar)
            return scalar;
        if (ReasonNotToSend(plain) is { } reason)
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

    private static IReadOnlyDictionary<string, object?> ReadJson(string json)
    {
        try
        {
            return JsonText.ParseObject(json);
        }
        catch (RfaException exception) when (exception.ErrorCode == ErrorCodes.InvalidJson)
        {
            // InvalidJson is for answers. This JSON is the caller's.
            throw new RfaException(ErrorCodes.InvalidVariables, "-Variables: " + exception.Message);
        }
    }

    // netstandard2.0 does not have these types.
    private static object? ReadByName(object value) => value.GetType().FullName switch
    {
        "System.DateOnly" or "System.TimeOnly" => Format(value, "o"),
        "System.Int128" or "System.UInt128" => BigInteger.Parse(Format(value, "D"), CultureInfo.InvariantCulture),
        "System.Half" => float.Parse(Format(value, "R"), CultureInfo.InvariantCulture),
        "System.Management.Automation.SemanticVersion" => value.ToString(),
        _ => null,
    };

    private static string Format(object value, string format) => ((IFormattable)value).ToString(format, CultureInfo.InvariantCulture);

    /// <returns>The reason why an object that has properties is no data; null if it may be sent.</returns>
    private static string? ReasonNotToSend(object value) => value switch
    {
        ScriptBlock => "it is a script block; run it first",
        Type => "it is a type",
        Delegate => "it is a delegate",
        Task => "it is a task; wait for its result",
        Stream or TextReader or TextWriter => "it is a stream; read it first",
        RfaSession => "it is a session",
        Runspace or RunspacePool or PSHost or PowerShell or Job or Cmdlet or CommandInfo or PSModuleInfo or EngineIntrinsics =>
            "it is part of PowerShell itself",
        Thread or WaitHandle or IntPtr or UIntPtr => "it is a handle of the process",
        Exception or ErrorRecord => "it is an error; send its message",
        XmlNode => "it is XML; send its text or its parts",
        FileSystemInfo => $"it was given a {value.GetType().Name}; send its FullName, or its text from Get-Content -Raw",
        _ when IsOfDataSet(value.GetType()) => $"it was given a {value.GetType().Name}; send its columns, as objects from Select-Object",
        _ when value.GetType().Namespace is "Newtonsoft.Json.Linq" or "System.Text.Json" or "System.Text.Json.Nodes" =>
            "it is a tree of a JSON library; send the JSON text, or objects from ConvertFrom-Json",
        _ => null,
    };

    // Compared by name, because nothing else here needs the assembly of these types.
    private static bool IsOfDataSet(Type type) => type.FullName is "System.Data.DataRow" or "System.Data.DataRowView" or "System.Data.DataTable" or "System.Data.DataSet"
        || (type.BaseType is { } parent && IsOfDataSet(parent));
}
