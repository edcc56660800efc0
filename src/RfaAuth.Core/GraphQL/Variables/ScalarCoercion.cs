using System.Numerics;

namespace RfaAuth.Core.GraphQL.Variables;

/// <summary>
/// Converts a value to one of the specification's scalars (section 3.5). Any other type is a scalar, an enum or an input
/// object of the service. Its values are sent as they are, unless their form is known.
/// </summary>
internal static class ScalarCoercion
{
    public static CoercionResult Coerce(string type, object value, InputTypes types) => type switch
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
