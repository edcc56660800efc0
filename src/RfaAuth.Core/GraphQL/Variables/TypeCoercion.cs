using System.Collections;
using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.GraphQL.Variables;

/// <summary>Converts a value to a declared type: null, lists and, within them, a named type (GraphQL specification, sections 3.11 and 3.12).</summary>
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
            : ScalarCoercion.Coerce(named.Name, value!, types),
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
}
