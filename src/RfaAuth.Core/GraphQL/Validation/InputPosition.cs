using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Core.GraphQL.Validation;

/// <summary>Where a value stands: what type is due there. The type is null where the schema does not know the place.</summary>
/// <param name="Type">The type that is due.</param>
/// <param name="HasDefault">Whether the place has a value of its own where none is given.</param>
/// <param name="Parent">The input object that has the place as a field; null elsewhere.</param>
/// <param name="IsParentNullable">Whether null could stand in the input object's own place.</param>
internal readonly record struct InputPosition(TypeReference? Type, bool HasDefault = false, SchemaType? Parent = null, bool IsParentNullable = false)
{
    /// <summary>The position of the items of a list that stands here; a single value stands for a list of one.</summary>
    public InputPosition Item() => new(Nullable(Type) is ListType list ? list.ItemType : Nullable(Type));

    /// <summary>The position of a field of an input object that stands here.</summary>
    public InputPosition Field(string name, SchemaIndex schema)
    {
        if (schema.Find(Type) is not { TypeKind: TypeKind.InputObject } type)
            return default;
        var field = type.Field(name);
        return new InputPosition(field?.TypeReference, field?.DefaultValue is not null, type, Type is NamedType);
    }

    public static TypeReference? Nullable(TypeReference? type) => type is NonNullType nonNull ? nonNull.Type : type;
}
