using System;
using System.Collections;
using System.Collections.Generic;
using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Variables;

/// <summary>Fits a value to a declared type: null, lists and, at their end, a named type (GraphQL specification, sections 3.11 and 3.12).</summary>
internal static class TypeCoercion
{
    public static Coerced Coerce(TypeReference type, object? value) => type switch
    {
        NonNullType required => value is null or DBNull ? Coerced.Refused("null") : Coerce(required.Type, value),
        _ when value is null or DBNull => Coerced.To(null),
        ListType list => ValueKind.IsList(value) ? EachItem(list.ItemType, value) : OnlyItem(list.ItemType, value),
        NamedType named => ScalarCoercion.Coerce(named.Name, value),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private static Coerced EachItem(TypeReference type, object list)
    {
        var items = new List<object?>();
        foreach (var item in (IEnumerable)list)
        {
            var coerced = Coerce(type, item);
            if (coerced.Mismatch is { } mismatch)
                return coerced with { Mismatch = mismatch with { Place = $"[{items.Count}]{mismatch.Place}" } };
            items.Add(coerced.Value);
        }

        return Coerced.To(items);
    }

    /// <summary>A single value where a list is declared is a list of that one, at every level of lists (section 3.11, Input Coercion).</summary>
    private static Coerced OnlyItem(TypeReference type, object value)
    {
        var coerced = Coerce(type, value);
        return coerced.Mismatch is null ? Coerced.To(new List<object?> { coerced.Value }) : coerced;
    }
}
