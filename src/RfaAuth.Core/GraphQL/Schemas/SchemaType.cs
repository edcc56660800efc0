using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Schemas;

/// <summary>A named type of a schema.</summary>
public sealed class SchemaType
{
    // Made on first use. Two threads may make the same dictionary; either is correct.
    private Dictionary<string, SchemaField>? _fields;
    private Dictionary<string, SchemaEnumValue>? _values;

    internal SchemaType(string name, TypeKind kind)
    {
        Name = name;
        TypeKind = kind;
        Reference = new NamedType(name);
    }

    /// <summary>The type's name.</summary>
    public string Name { get; }

    /// <summary>SCALAR, OBJECT, INTERFACE, UNION, ENUM or INPUT_OBJECT.</summary>
    public string Kind => TypeKinds.NameOf(TypeKind);

    /// <summary>The service's description; null if it has none.</summary>
    public string? Description => SchemaKeywords.ForPeople(DescriptionAsGiven);

    /// <summary>The fields of an object or interface, or the input fields of an input object; empty for other kinds.</summary>
    public IReadOnlyList<SchemaField> Fields { get; init; } = [];

    /// <summary>The values of an enum; empty for other kinds.</summary>
    public IReadOnlyList<SchemaEnumValue> EnumValues { get; init; } = [];

    /// <summary>The names of the interfaces that an object or interface implements.</summary>
    public IReadOnlyList<string> Interfaces { get; init; } = [];

    /// <summary>The names of the types that belong to a union or interface.</summary>
    public IReadOnlyList<string> PossibleTypes { get; init; } = [];

    /// <summary>Whether exactly one of the input object's fields must be given (<c>@oneOf</c>).</summary>
    public bool IsOneOf { get; init; }

    /// <summary>The address of a scalar's specification; null if it has none.</summary>
    public string? SpecifiedByUrl => SchemaKeywords.ForPeople(SpecifiedByUrlAsGiven);

    internal TypeKind TypeKind { get; }

    internal string? DescriptionAsGiven { get; init; }

    internal string? SpecifiedByUrlAsGiven { get; init; }

    /// <summary>A reference to this type.</summary>
    internal NamedType Reference { get; }

    internal bool IsLeaf => TypeKind is TypeKind.Scalar or TypeKind.Enum;

    /// <summary>Whether the type has fields to select, or is a union.</summary>
    internal bool IsComposite => TypeKind is TypeKind.Object or TypeKind.Interface or TypeKind.Union;

    /// <summary>Whether the type is an interface or a union.</summary>
    internal bool IsAbstract => TypeKind is TypeKind.Interface or TypeKind.Union;

    internal bool IsInput => TypeKind is TypeKind.Scalar or TypeKind.Enum or TypeKind.InputObject;

    internal SchemaField? Field(string name)
    {
        var fields = Volatile.Read(ref _fields);
        if (fields is null)
            Volatile.Write(ref _fields, fields = ByName(Fields, field => field.Name));
        return fields.TryGetValue(name, out var field) ? field : null;
    }

    internal SchemaEnumValue? EnumValue(string name)
    {
        var values = Volatile.Read(ref _values);
        if (values is null)
            Volatile.Write(ref _values, values = ByName(EnumValues, value => value.Name));
        return values.TryGetValue(name, out var value) ? value : null;
    }

    public override string ToString() => Name;

    // Of two with the same name the last one is used. The schema is invalid, but that is no reason to fail here.
    private static Dictionary<string, T> ByName<T>(IReadOnlyList<T> items, Func<T, string> nameOf)
    {
        var result = new Dictionary<string, T>(items.Count, StringComparer.Ordinal);
        foreach (var item in items)
            result[nameOf(item)] = item;
        return result;
    }
}
