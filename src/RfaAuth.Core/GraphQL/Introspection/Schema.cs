using System.Collections.Generic;
using System.Linq;

namespace RfaAuth.Core.GraphQL.Introspection;

/// <summary>What a service offers, as it says itself (GraphQL specification, section 4).</summary>
/// <param name="Types">Every type but those of introspection itself, in the service's order.</param>
/// <param name="QueryType">The name of the root type of queries.</param>
/// <param name="MutationType">The name of the root type of mutations; null where there are none.</param>
public sealed record Schema(IReadOnlyList<SchemaType> Types, string QueryType, string? MutationType)
{
    /// <summary>The fields of a type; empty where there is no such type.</summary>
    internal IReadOnlyList<SchemaField> FieldsOf(string? type) => Types.FirstOrDefault(t => t.Name == type)?.Fields ?? [];
}

/// <param name="Name">The type's name.</param>
/// <param name="Kind">SCALAR, OBJECT, INTERFACE, UNION, ENUM or INPUT_OBJECT.</param>
/// <param name="Description">The service's own words; null where it has none.</param>
public sealed record SchemaType(string Name, string Kind, string? Description)
{
    /// <summary>The fields of an object or interface, or the input fields of an input object; empty for other kinds.</summary>
    public IReadOnlyList<SchemaField> Fields { get; init; } = [];

    /// <summary>The values of an enum; empty for other kinds.</summary>
    public IReadOnlyList<SchemaEnumValue> EnumValues { get; init; } = [];

    /// <summary>The names of the interfaces that an object or interface implements.</summary>
    public IReadOnlyList<string> Interfaces { get; init; } = [];

    /// <summary>The names of the types that a union or interface can be.</summary>
    public IReadOnlyList<string> PossibleTypes { get; init; } = [];

    /// <summary>Whether an input object takes exactly one of its fields (<c>@oneOf</c>).</summary>
    public bool IsOneOf { get; init; }

    public override string ToString() => Name;
}

/// <param name="Name">The field's name.</param>
/// <param name="Type">The field's type as a document writes it, such as <c>[Company!]!</c>.</param>
/// <param name="Description">The service's own words; null where it has none.</param>
public sealed record SchemaField(string Name, string Type, string? Description)
{
    /// <summary>The name of the type that has the field.</summary>
    public string DeclaringType { get; init; } = "";

    public IReadOnlyList<SchemaArgument> Arguments { get; init; } = [];

    /// <summary>The default of an input field, as a document writes it; null where it has none.</summary>
    public string? DefaultValue { get; init; }

    public bool IsDeprecated { get; init; }

    public string? DeprecationReason { get; init; }

    public override string ToString() =>
        Arguments.Count == 0 ? $"{Name}: {Type}" : $"{Name}({string.Join(", ", Arguments)}): {Type}";
}

/// <param name="Name">The argument's name.</param>
/// <param name="Type">The argument's type as a document writes it.</param>
/// <param name="DefaultValue">The default as a document writes it; null where it has none.</param>
/// <param name="Description">The service's own words; null where it has none.</param>
public sealed record SchemaArgument(string Name, string Type, string? DefaultValue, string? Description)
{
    /// <summary>Whether the service advises against it; false as well where the service is too old to say so.</summary>
    public bool IsDeprecated { get; init; }

    public string? DeprecationReason { get; init; }

    public override string ToString() => DefaultValue is null ? $"{Name}: {Type}" : $"{Name}: {Type} = {DefaultValue}";
}

/// <param name="Name">The value's name.</param>
/// <param name="Description">The service's own words; null where it has none.</param>
public sealed record SchemaEnumValue(string Name, string? Description)
{
    public bool IsDeprecated { get; init; }

    public string? DeprecationReason { get; init; }

    public override string ToString() => Name;
}
