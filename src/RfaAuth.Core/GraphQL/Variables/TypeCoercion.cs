using System.Collections;
using System.Numerics;
using System.Security;
using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.GraphQL.Variables;

/// <summary>Converts a value to a declared type: null, lists and, within them, scalars and input objects (GraphQL specification, sections 3.5 to 3.12).</summary>
internal static class TypeCoercion
{
    public static CoercionResult Coerce(TypeReference type, object? value, InputTypes types) => type switch
    {
        NonNullType required => IsNull(required.Type, value) ? RefusedNull(required.Type) : Coerce(required.Type, value, types),
        _ when IsNull(type, value) => CoercionResult.To(null),
        ListType when value is EmptyPipeline => CoercionResult.To(new List<object?>()),
        ListType list => ValueKind.IsList(value!) ? EachItem(list.ItemType, value!, types) : OnlyItem(list.ItemType, value!, types),
        NamedType named => types.FieldsOf(named.Name) is { } fields
            ? CoercionResult.To(InputObjects.Map(value!, fields, (field, member) => OrAsItIs(Coerce(field, member, types), member)))
            : ToScalar(named.Name, value!, types),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>Whether the value means null for this type. An empty pipeline does, except for a list, which is then empty.</summary>
    public static bool IsNull(TypeReference type, object? value) => value is null or DBNull || (value is EmptyPipeline && type is not ListType);

    private static CoercionResult RefusedNull(TypeReference type) => CoercionResult.Refused("null", type is ListType ? "give @() for an empty list" : null);

    /// <summary>Within a variable's value, the schema may be outdated. A value that seems not to fit is sent as it is, and the service decides.</summary>
    private static object? OrAsItIs(CoercionResult coerced, object? value) => coerced.Mismatch is null ? coerced.Value : value;

    private static CoercionResult EachItem(TypeReference type, object list, InputTypes types)
    {
        var items = new List<object?>();
        foreach (var item in (IEnumerable)list)
        {
            var coerced = Coerce(type, item, types);
            if (coerced.Mismatch is { } mismatch)
                return coerced with { Mismatch = mismatch with { Place = $"[{items.Count}]{mismatch.Place}" } };
            items.Add(coerced.Value);
        }

        return CoercionResult.To(items);
    }

    /// <summary>For a declared list, a single value becomes a list with this item, at every level of lists (section 3.11, Input Coercion).</summary>
    private static CoercionResult OnlyItem(TypeReference type, object value, InputTypes types)
    {
        var coerced = Coerce(type, value, types);
        return coerced.Mismatch is null ? CoercionResult.To(new List<object?> { coerced.Value }) : coerced;
    }

    /// <summary>
    /// Converts a value to one of the specification's scalars (section 3.5). Any other type is a scalar, an enum or an input
    /// object of the service. Its values are sent as they are, unless their form is known.
    /// </summary>
    private static CoercionResult ToScalar(string type, object value, InputTypes types) => type switch
    {
        "Int" => ToInt(value),
        "Float" => ToFloat(value),
        "Boolean" => value is bool ? CoercionResult.To(value) : Refused(value, "give $true or $false"),
        "String" => ValueKind.IsText(value) ? CoercionResult.To(value) : Refused(value, "put it in quotes"),
        "ID" => ToId(value),
        _ => CustomScalarCoercion.Coerce(types.FormOf(type), types.IsDeclared(type), value),
    };

    private static CoercionResult ToInt(object value)
    {
        if (!ValueKind.IsNumber(value))
            return Refused(value, "give a number");
        if (Numbers.ToInteger(value) is not { } integer)
            return Refused(value, "an Int has none");
        return integer >= int.MinValue && integer <= int.MaxValue
            ? CoercionResult.To((int)integer)
            : CoercionResult.Refused("a number outside of what an Int holds, -2147483648 to 2147483647");
    }

    private static CoercionResult ToFloat(object value)
    {
        if (!ValueKind.IsNumber(value) || !Numbers.IsFinite(value))
            return Refused(value, "give a number");
        // The value is not changed, so that no digit of a decimal or a large integer is lost.
        return value is BigInteger integer && double.IsInfinity((double)integer)
            ? CoercionResult.Refused("a number outside of what a Float holds")
            : CoercionResult.To(value);
    }

    /// <summary>An ID is sent as text (section 3.5.5): some services take no number, and many JSON readers would round a large one.</summary>
    private static CoercionResult ToId(object value)
    {
        if (ValueKind.IsText(value))
            return CoercionResult.To(value);
        if (!ValueKind.IsNumber(value))
            return Refused(value, "give text or an integer");
        return Numbers.ToInteger(value) is { } integer
            ? CoercionResult.To(integer.ToString(CultureInfo.InvariantCulture))
            : Refused(value, "an ID has none");
    }

    private static CoercionResult Refused(object value, string advice)
    {
        var isOneValue = ValueKind.IsText(value) || value is bool || (ValueKind.IsNumber(value) && Numbers.IsFinite(value));
        return CoercionResult.Refused(ValueKind.Describe(value), isOneValue ? advice : null);
    }
}

/// <summary>The result of converting a value to a type: the value to send, or the mismatch.</summary>
/// <param name="Value">The value to send; null if there is a mismatch, and if null is sent.</param>
/// <param name="Mismatch">Why the value does not fit; null if it fits.</param>
internal readonly record struct CoercionResult(object? Value, Mismatch? Mismatch)
{
    public static CoercionResult To(object? value) => new(value, null);

    public static CoercionResult Refused(string given, string? advice = null) => new(null, new Mismatch(given, advice));
}

/// <summary>The error for a value that does not fit its declared type. It does not contain the value, which may be a secret.</summary>
/// <param name="Given">The kind of value.</param>
/// <param name="Advice">What to give instead; null if that is clear.</param>
internal sealed record Mismatch(string Given, string? Advice)
{
    /// <summary>The place within the value, such as [0][2]; empty for the value itself.</summary>
    public string Place { get; init; } = "";

    /// <returns>The beginning of "... was given".</returns>
    public override string ToString() => Given + (Place.Length == 0 ? "" : " at " + Place) + (Advice is null ? "" : ": " + Advice);
}

/// <summary>The kind of a plain value in GraphQL, as the request's writer writes it.</summary>
internal static class ValueKind
{
    public static bool IsNumber(object value) =>
        value is sbyte or byte or short or ushort or int or uint or long or ulong or BigInteger or decimal or double or float;

    /// <summary>Whether the value is sent as a JSON string.</summary>
    public static bool IsText(object value) =>
        value is string or char or SecureString or Guid or Uri or Version or DateTime or DateTimeOffset or TimeSpan or byte[] or Enum;

    public static bool IsObject(object value) => value is IReadOnlyDictionary<string, object?> or IDictionary;

    public static bool IsList(object value) => value is IEnumerable && !IsText(value) && !IsObject(value);

    /// <summary>The value's kind for messages, without the value.</summary>
    public static string Describe(object value) => value switch
    {
        string or char => "text",
        SecureString => "a SecureString",
        Enum => $"an enum ({value.GetType().Name})",
        byte[] => "bytes",
        bool => "a boolean",
        _ when IsText(value) => $"a {value.GetType().Name}",
        _ when IsNumber(value) => DescribeNumber(value),
        _ when IsObject(value) => "an object",
        IEnumerable => "a list",
        _ => $"a value of type {value.GetType().Name}",
    };

    private static string DescribeNumber(object value) =>
        !Numbers.IsFinite(value) ? "a number that is not finite"
        : Numbers.ToInteger(value) is null ? "a number with a fraction"
        : "a number";
}
