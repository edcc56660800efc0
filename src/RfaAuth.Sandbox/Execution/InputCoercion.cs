namespace RfaAuth.Sandbox.Execution;

/// <summary>Coerces a plain input value to a type (GraphQL specification, section 3.13 and the rules of each input type).</summary>
internal static class InputCoercion
{
    /// <param name="type">The type wanted.</param>
    /// <param name="value">The value as <see cref="InputValues"/> gives it.</param>
    /// <param name="fromJson">Whether a string may stand for an enum's value.</param>
    /// <param name="coerced">The coerced value.</param>
    /// <returns>Null, or what is wrong.</returns>
    public static string? Coerce(SchemaType type, object? value, bool fromJson, out object? coerced)
    {
        coerced = null;
        if (type is NonNull nonNull)
        {
            return value is null ? $"a value of type `{type}` cannot be null" : Coerce(nonNull.Inner, value, fromJson, out coerced);
        }

        if (value is null)
        {
            return null;
        }

        return type switch
        {
            ListOf list => CoerceList(list, value, fromJson, out coerced),
            InputObjectType input => CoerceObject(input, value, fromJson, out coerced),
            EnumType enumType => CoerceEnum(enumType, value, fromJson, out coerced),
            ScalarType scalar => (coerced = scalar.Coerce(value)) is null ? $"the value is not a `{type}`" : null,
            _ => $"`{type}` is no input type",
        };
    }

    private static string? CoerceList(ListOf type, object value, bool fromJson, out object? coerced)
    {
        // A single value stands for a list of one (section 3.11).
        var items = value as IReadOnlyList<object?> ?? [value];
        var result = new List<object?>(items.Count);
        coerced = result;
        foreach (var item in items)
        {
            if (Coerce(type.Item, item, fromJson, out var coercedItem) is { } problem)
            {
                return problem;
            }

            result.Add(coercedItem);
        }

        return null;
    }

    private static string? CoerceEnum(EnumType type, object value, bool fromJson, out object? coerced)
    {
        var name = value switch
        {
            EnumLiteral literal => literal.Name,
            string text when fromJson => text,
            _ => null,
        };
        coerced = name is null ? null : new EnumLiteral(name);
        return name is not null && type.Values.ContainsKey(name) ? null : $"the value is none of `{type}`";
    }

    private static string? CoerceObject(InputObjectType type, object value, bool fromJson, out object? coerced)
    {
        var result = new Dictionary<string, object?>();
        coerced = result;
        if (value is not IReadOnlyDictionary<string, object?> given)
        {
            return $"the value is not a `{type}`";
        }

        if (given.Keys.FirstOrDefault(name => !type.Fields.ContainsKey(name)) is { } unknown)
        {
            return $"`{type}` has no field `{unknown}`";
        }

        foreach (var field in type.Fields.Values)
        {
            if (!given.TryGetValue(field.Name, out var fieldValue))
            {
                if (field.IsRequired)
                {
                    return $"the field `{field.Name}` of `{type}` is required";
                }

                if (field.Default is not null)
                {
                    result[field.Name] = field.Default;
                }

                continue;
            }

            if (Coerce(field.Type, fieldValue, fromJson, out var coercedField) is { } problem)
            {
                return problem;
            }

            result[field.Name] = coercedField;
        }

        return null;
    }
}
