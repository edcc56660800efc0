namespace RfaAuth.Sandbox.Execution;

/// <summary>A type of a demo schema. <c>ToString</c> gives it in the notation of the GraphQL specification, section 2.11.</summary>
internal abstract class SchemaType
{
    /// <summary>The type without its list and non-null wrappers.</summary>
    public NamedSchemaType Innermost => this switch
    {
        ListOf list => list.Item.Innermost,
        NonNull nonNull => nonNull.Inner.Innermost,
        _ => (NamedSchemaType)this,
    };

    /// <summary>The type, with a null refused.</summary>
    public NonNull Required() => new(this);

    public ListOf List() => new(this);
}

internal abstract class NamedSchemaType(string name) : SchemaType
{
    public string Name { get; } = name;

    /// <summary>What introspection tells of it; null: nothing.</summary>
    public string? Description { get; init; }

    public override string ToString() => Name;
}

/// <param name="name">The scalar's name.</param>
/// <param name="coerce">Gives the coerced input value, or null where the value is none of this scalar's.</param>
internal sealed class ScalarType(string name, Func<object, object?> coerce) : NamedSchemaType(name)
{
    public object? Coerce(object value) => coerce(value);
}

/// <summary>A value of an enum.</summary>
/// <param name="Name">The value's name.</param>
/// <param name="Description">What introspection tells of it; null: nothing.</param>
/// <param name="DeprecationReason">What to use instead; null: it is not deprecated.</param>
internal sealed record EnumValueDefinition(string Name, string? Description = null, string? DeprecationReason = null);

internal sealed class EnumType(string name, params EnumValueDefinition[] values) : NamedSchemaType(name)
{
    public IReadOnlyDictionary<string, EnumValueDefinition> Values { get; } = values.ToDictionary(v => v.Name);
}

internal sealed class InputObjectType : NamedSchemaType
{
    private readonly Lazy<IReadOnlyDictionary<string, ArgumentDefinition>> _fields;

    /// <param name="name">The type's name.</param>
    /// <param name="fields">The fields; asked for late, since filters name themselves.</param>
    public InputObjectType(string name, Func<IEnumerable<ArgumentDefinition>> fields)
        : base(name) => _fields = new(() => fields().ToDictionary(f => f.Name));

    public IReadOnlyDictionary<string, ArgumentDefinition> Fields => _fields.Value;
}

internal sealed class ObjectType : NamedSchemaType
{
    private readonly Lazy<IReadOnlyDictionary<string, FieldDefinition>> _fields;

    public ObjectType(string name, params FieldDefinition[] fields)
        : this(name, () => fields)
    {
    }

    /// <param name="name">The type's name.</param>
    /// <param name="fields">The fields; asked for late, since types name each other.</param>
    public ObjectType(string name, Func<IEnumerable<FieldDefinition>> fields)
        : base(name) => _fields = new(() => fields().ToDictionary(f => f.Name));

    public IReadOnlyDictionary<string, FieldDefinition> Fields => _fields.Value;
}

internal sealed class ListOf(SchemaType item) : SchemaType
{
    public SchemaType Item { get; } = item;

    public override string ToString() => $"[{Item}]";
}

internal sealed class NonNull(SchemaType inner) : SchemaType
{
    public SchemaType Inner { get; } = inner;

    public override string ToString() => $"{Inner}!";
}
