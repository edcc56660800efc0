using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Core.GraphQL.Validation;

/// <summary>The place of a value, with the expected type. The type is null if the schema does not know the place.</summary>
/// <param name="Type">The expected type.</param>
/// <param name="HasDefault">Whether the place has a default value.</param>
/// <param name="Parent">The input object whose field the place is; null if it is no field.</param>
/// <param name="IsParentNullable">Whether the place of that input object allows null.</param>
internal readonly record struct InputPosition(TypeReference? Type, bool HasDefault = false, SchemaType? Parent = null, bool IsParentNullable = false)
{
    /// <summary>The position of the items if the value is a list. A single value counts as a list with one item.</summary>
    public InputPosition Item() => new(Nullable(Type) is ListType list ? list.ItemType : Nullable(Type));

    /// <summary>The position of a field if the value is an input object.</summary>
    public InputPosition Field(string name, SchemaIndex schema)
    {
        if (schema.Find(Type) is not { TypeKind: TypeKind.InputObject } type)
            return default;
        var field = type.Field(name);
        return new InputPosition(field?.TypeReference, field?.DefaultValue is not null, type, Type is NamedType);
    }

    public static TypeReference? Nullable(TypeReference? type) => type is NonNullType nonNull ? nonNull.Type : type;
}
