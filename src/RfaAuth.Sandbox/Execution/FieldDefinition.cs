namespace RfaAuth.Sandbox.Execution;

/// <summary>Who may ask for a field.</summary>
internal enum FieldAccess
{
    Inherited,
    Anyone,
    SignedIn,
    Administrator,
}

/// <summary>An argument of a field, or a field of an input object.</summary>
/// <param name="Name">The name in the schema.</param>
/// <param name="Type">The type accepted.</param>
/// <param name="Default">The value where none is given; null: no default.</param>
internal sealed record ArgumentDefinition(string Name, SchemaType Type, object? Default = null)
{
    /// <summary>What introspection tells of it; null: nothing.</summary>
    public string? Description { get; init; }

    public bool IsRequired => Type is NonNull && Default is null;
}

/// <summary>A field of an object type, and how its value is found.</summary>
/// <param name="Name">The name in the schema.</param>
/// <param name="Type">The type of the value.</param>
/// <param name="Resolve">Finds the value: a scalar's CLR value, an object's source, a list of either, or null.</param>
internal sealed record FieldDefinition(string Name, SchemaType Type, Func<FieldContext, object?> Resolve)
{
    public IReadOnlyDictionary<string, ArgumentDefinition> Arguments { get; private init; } =
        new Dictionary<string, ArgumentDefinition>();

    public FieldAccess Access { get; init; }

    /// <summary>What introspection tells of it; null: nothing.</summary>
    public string? Description { get; init; }

    /// <summary>What to use instead; null: it is not deprecated.</summary>
    public string? DeprecationReason { get; init; }

    public FieldDefinition With(params ArgumentDefinition[] arguments) =>
        this with { Arguments = arguments.ToDictionary(a => a.Name) };

    public FieldDefinition For(FieldAccess access) => this with { Access = access };

    public FieldDefinition Describe(string description) => this with { Description = description };

    public FieldDefinition Deprecate(string reason) => this with { DeprecationReason = reason };

    /// <summary>A field whose value is read off its parent's source.</summary>
    public static FieldDefinition Of<TSource>(string name, SchemaType type, Func<TSource, object?> read) =>
        new(name, type, context => read((TSource)context.Source!));
}

/// <summary>What a resolver is given.</summary>
/// <param name="Source">The parent's value; null at the root.</param>
/// <param name="Arguments">The coerced arguments: those given and those with a default.</param>
/// <param name="State">What the service keeps for the request.</param>
internal sealed record FieldContext(object? Source, IReadOnlyDictionary<string, object?> Arguments, object State)
{
    /// <summary>The value of an argument, or the type's default where it is absent or null.</summary>
    public T? Argument<T>(string name) => Arguments.TryGetValue(name, out var value) && value is not null ? (T)value : default;
}
