using System.Text.Json;

namespace RfaAuth.Sandbox.Execution;

/// <summary>A directive that introspection tells of.</summary>
internal sealed record DirectiveDefinition(string Name, string Description, IReadOnlyList<string> Locations, IReadOnlyList<ArgumentDefinition> Arguments);

/// <summary>
/// The types that describe types (GraphQL specification, October 2021, section 4.2), with <c>isOneOf</c> of the edition after it.
/// The sources are the schema's own objects.
/// </summary>
internal static class IntrospectionTypes
{
    private static readonly ArgumentDefinition s_includeDeprecated = new("includeDeprecated", Scalars.Boolean, false)
    {
        Description = "Whether those that are deprecated are in the list.",
    };

    private static readonly EnumType s_typeKind = Names(
        "__TypeKind", "SCALAR", "OBJECT", "INTERFACE", "UNION", "ENUM", "INPUT_OBJECT", "LIST", "NON_NULL");

    private static readonly EnumType s_directiveLocation = Names(
        "__DirectiveLocation",
        "QUERY", "MUTATION", "SUBSCRIPTION", "FIELD", "FRAGMENT_DEFINITION", "FRAGMENT_SPREAD", "INLINE_FRAGMENT", "VARIABLE_DEFINITION",
        "SCHEMA", "SCALAR", "OBJECT", "FIELD_DEFINITION", "ARGUMENT_DEFINITION", "INTERFACE", "UNION", "ENUM", "ENUM_VALUE", "INPUT_OBJECT",
        "INPUT_FIELD_DEFINITION");

    private static readonly ObjectType s_enumValue = new(
        "__EnumValue",
        FieldDefinition.Of<EnumValueDefinition>("name", Scalars.String.Required(), v => v.Name),
        FieldDefinition.Of<EnumValueDefinition>("description", Scalars.String, v => v.Description),
        FieldDefinition.Of<EnumValueDefinition>("isDeprecated", Scalars.Boolean.Required(), v => v.DeprecationReason is not null),
        FieldDefinition.Of<EnumValueDefinition>("deprecationReason", Scalars.String, v => v.DeprecationReason));

    // Types, fields and arguments name each other; a list of fields is read when all of them are there.
    private static readonly ObjectType s_inputValue = new("__InputValue", () =>
    [
        FieldDefinition.Of<ArgumentDefinition>("name", Scalars.String.Required(), a => a.Name),
        FieldDefinition.Of<ArgumentDefinition>("description", Scalars.String, a => a.Description),
        FieldDefinition.Of<ArgumentDefinition>("type", Type!.Required(), a => a.Type),

        // The defaults of the demo schemas are scalars, whose literals are as in JSON.
        FieldDefinition.Of<ArgumentDefinition>("defaultValue", Scalars.String, a => a.Default is null ? null : JsonSerializer.Serialize(a.Default)),
        FieldDefinition.Of<ArgumentDefinition>("isDeprecated", Scalars.Boolean.Required(), _ => false),
        FieldDefinition.Of<ArgumentDefinition>("deprecationReason", Scalars.String, _ => null),
    ]);

    private static readonly ObjectType s_field = new("__Field", () =>
    [
        FieldDefinition.Of<FieldDefinition>("name", Scalars.String.Required(), f => f.Name),
        FieldDefinition.Of<FieldDefinition>("description", Scalars.String, f => f.Description),
        Of<FieldDefinition>("args", Many(s_inputValue).Required(), (f, _) => f.Arguments.Values).With(s_includeDeprecated),
        FieldDefinition.Of<FieldDefinition>("type", Type!.Required(), f => f.Type),
        FieldDefinition.Of<FieldDefinition>("isDeprecated", Scalars.Boolean.Required(), f => f.DeprecationReason is not null),
        FieldDefinition.Of<FieldDefinition>("deprecationReason", Scalars.String, f => f.DeprecationReason),
    ]);

    public static ObjectType Type { get; } = new("__Type", () =>
    [
        FieldDefinition.Of<SchemaType>("kind", s_typeKind.Required(), Kind),
        FieldDefinition.Of<SchemaType>("name", Scalars.String, t => (t as NamedSchemaType)?.Name),
        FieldDefinition.Of<SchemaType>("description", Scalars.String, t => (t as NamedSchemaType)?.Description),
        FieldDefinition.Of<SchemaType>("specifiedByURL", Scalars.String, _ => null),
        Of<SchemaType>("fields", Many(s_field), (t, all) => (t as ObjectType)?.Fields.Values
            .Where(f => !f.Name.StartsWith("__", StringComparison.Ordinal) && (all || f.DeprecationReason is null))).With(s_includeDeprecated),
        FieldDefinition.Of<SchemaType>("interfaces", Many(Type!), t => t is ObjectType ? Array.Empty<object>() : null),
        FieldDefinition.Of<SchemaType>("possibleTypes", Many(Type!), _ => null),
        Of<SchemaType>("enumValues", Many(s_enumValue), (t, all) => (t as EnumType)?.Values.Values
            .Where(v => all || v.DeprecationReason is null)).With(s_includeDeprecated),
        Of<SchemaType>("inputFields", Many(s_inputValue), (t, _) => (t as InputObjectType)?.Fields.Values).With(s_includeDeprecated),
        FieldDefinition.Of<SchemaType>("ofType", Type!, t => (t as ListOf)?.Item ?? (t as NonNull)?.Inner),
        FieldDefinition.Of<SchemaType>("isOneOf", Scalars.Boolean, t => t is InputObjectType ? false : null),
    ]);

    public static ObjectType Directive { get; } = new(
        "__Directive",
        FieldDefinition.Of<DirectiveDefinition>("name", Scalars.String.Required(), d => d.Name),
        FieldDefinition.Of<DirectiveDefinition>("description", Scalars.String, d => d.Description),
        FieldDefinition.Of<DirectiveDefinition>("isRepeatable", Scalars.Boolean.Required(), _ => false),
        FieldDefinition.Of<DirectiveDefinition>("locations", Many(s_directiveLocation).Required(), d => d.Locations),
        Of<DirectiveDefinition>("args", Many(s_inputValue).Required(), (d, _) => d.Arguments).With(s_includeDeprecated));

    private static string Kind(SchemaType type) => type switch
    {
        ScalarType => "SCALAR",
        EnumType => "ENUM",
        InputObjectType => "INPUT_OBJECT",
        ListOf => "LIST",
        NonNull => "NON_NULL",
        _ => "OBJECT",
    };

    private static ListOf Many(SchemaType type) => type.Required().List();

    private static EnumType Names(string name, params string[] values) => new(name, [.. values.Select(value => new EnumValueDefinition(value))]);

    /// <summary>A field that leaves out what is deprecated unless it is asked for.</summary>
    private static FieldDefinition Of<TSource>(string name, SchemaType type, Func<TSource, bool, object?> read) =>
        new(name, type, context => read((TSource)context.Source!, context.Argument<bool>("includeDeprecated")));
}
