namespace RfaAuth.Sandbox.Execution;

/// <summary>The fields <c>__schema</c> and <c>__type</c> of a query (GraphQL specification, October 2021, section 4.1). Anyone may ask for them.</summary>
internal static class Introspection
{
    private static readonly ArgumentDefinition s_condition = new("if", Scalars.Boolean.Required());

    private static readonly IReadOnlyList<DirectiveDefinition> s_directives =
    [
        new("include", "Includes this part only if the condition holds.", ["FIELD", "FRAGMENT_SPREAD", "INLINE_FRAGMENT"], [s_condition]),
        new("skip", "Leaves this part out if the condition holds.", ["FIELD", "FRAGMENT_SPREAD", "INLINE_FRAGMENT"], [s_condition]),
        new(
            "deprecated",
            "Says that this is not to be used any more, and what is instead.",
            ["FIELD_DEFINITION", "ENUM_VALUE"],
            [new ArgumentDefinition("reason", Scalars.String, "No longer supported")]),
    ];

    private static readonly ObjectType s_schema = new(
        "__Schema",
        FieldDefinition.Of<Schema>("description", Scalars.String, _ => null),
        FieldDefinition.Of<Schema>("types", IntrospectionTypes.Type.Required().List().Required(), s => s.Types.Values),
        FieldDefinition.Of<Schema>("queryType", IntrospectionTypes.Type.Required(), s => s.Query),
        FieldDefinition.Of<Schema>("mutationType", IntrospectionTypes.Type, s => s.Mutation),
        FieldDefinition.Of<Schema>("subscriptionType", IntrospectionTypes.Type, _ => null),
        FieldDefinition.Of<Schema>("directives", IntrospectionTypes.Directive.Required().List().Required(), _ => s_directives));

    /// <summary>The two fields for the root of a schema's queries.</summary>
    public static IEnumerable<FieldDefinition> RootFields(Schema schema) =>
    [
        new FieldDefinition("__schema", s_schema.Required(), _ => schema).For(FieldAccess.Anyone),
        new FieldDefinition("__type", IntrospectionTypes.Type, context => schema.Types.GetValueOrDefault(context.Argument<string>("name")!))
            .With(new ArgumentDefinition("name", Scalars.String.Required()))
            .For(FieldAccess.Anyone),
    ];

    /// <summary>Whether a field belongs to introspection: by its own name, or by that of its type.</summary>
    public static bool Concerns(ObjectType type, FieldDefinition field) =>
        type.Name.StartsWith("__", StringComparison.Ordinal) || field.Name.StartsWith("__", StringComparison.Ordinal);
}
