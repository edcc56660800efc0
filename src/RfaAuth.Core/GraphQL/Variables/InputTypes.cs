using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Core.GraphQL.Variables;

/// <summary>
/// Knows a service's own input types: from the user's declarations of scalars, from the schema if it was read, and from names
/// that mean the same in all services.
/// </summary>
internal sealed class InputTypes
{
    // Scalars of HotChocolate and GraphQL.NET that are always numbers. BigInt is not in the list: engines in JavaScript would round such a number.
    private static readonly HashSet<string> s_numbers = new(StringComparer.Ordinal)
    {
        "Decimal", "Double", "Single", "Half",
        "Long", "Short", "Byte", "SByte", "SignedByte", "UnsignedByte", "UShort", "UInt", "ULong", "UnsignedShort", "UnsignedInt", "UnsignedLong",
        "Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64",
        "PositiveInt", "NegativeInt", "NonNegativeInt", "NonPositiveInt", "PositiveFloat", "NegativeFloat", "NonNegativeFloat", "NonPositiveFloat",
        "UnsignedFloat", "SafeInt", "Port",
    };

    private static readonly Dictionary<string, ScalarForm> s_times = new(StringComparer.Ordinal)
    {
        ["DateTime"] = ScalarForm.DateTime,
        ["DateTimeOffset"] = ScalarForm.DateTime,
        ["OffsetDateTime"] = ScalarForm.DateTime,
        ["LocalDateTime"] = ScalarForm.LocalDateTime,
        ["Date"] = ScalarForm.Date,
        ["LocalDate"] = ScalarForm.Date,
        ["LocalTime"] = ScalarForm.Time,
    };

    private static readonly IReadOnlyDictionary<string, ScalarForm> s_none = new Dictionary<string, ScalarForm>();

    private readonly IReadOnlyDictionary<string, ScalarForm> _declared;
    private readonly Schema? _schema;
    private readonly Dictionary<string, IReadOnlyDictionary<string, TypeReference>?> _fields = new(StringComparer.Ordinal);

    /// <param name="declared">The user's declarations, by the names of scalars; null if none.</param>
    /// <param name="schema">The service's schema; null if it was not read.</param>
    public InputTypes(IReadOnlyDictionary<string, ScalarForm>? declared, Schema? schema)
    {
        _declared = declared ?? s_none;
        _schema = schema;
    }

    /// <summary>Only the names that mean the same in all services.</summary>
    public static InputTypes Unknown { get; } = new(null, null);

    /// <summary>Whether the user declared the form of a scalar. Then a value that does not fit is an error.</summary>
    public bool IsDeclared(string type) => _declared.ContainsKey(type);

    public ScalarForm FormOf(string type)
    {
        if (_declared.TryGetValue(type, out var form) || s_times.TryGetValue(type, out form))
            return form;
        return s_numbers.Contains(type) && Find(type) is { Kind: "SCALAR" } ? ScalarForm.Number : ScalarForm.Any;
    }

    /// <summary>The types of an input object's fields by name; null if not known.</summary>
    public IReadOnlyDictionary<string, TypeReference>? FieldsOf(string type)
    {
        if (_schema is null)
            return null;
        lock (_fields)
        {
            if (!_fields.TryGetValue(type, out var fields))
                _fields.Add(type, fields = ReadFields(type));
            return fields;
        }
    }

    /// <summary>Whether a type is an input object: by the schema, or if that is not known, by the usual form of such names.</summary>
    public bool IsInputObject(string type) =>
        _schema is null ? type.EndsWith("Input", StringComparison.Ordinal) : Find(type) is { Kind: "INPUT_OBJECT" };

    private Dictionary<string, TypeReference>? ReadFields(string type)
    {
        if (Find(type) is not { Kind: "INPUT_OBJECT" } found)
            return null;
        var fields = new Dictionary<string, TypeReference>(StringComparer.Ordinal);
        foreach (var field in found.Fields)
            fields[field.Name] = field.TypeReference;
        return fields;
    }

    private SchemaType? Find(string type) => _schema?.Index.Find(type);
}
