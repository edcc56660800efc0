using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Schemas;

/// <summary>The types, fields and directives of the specification. A schema need not list them.</summary>
internal static class SpecifiedTypes
{
    /// <summary>The default for the reason of a deprecation (section 3.13.3).</summary>
    public const string DefaultDeprecationReason = "No longer supported";

    // The introspection schema of section 4.1, with the additions of later editions.
    private const string Introspection = """
        type __Schema { description: String types: [__Type!]! queryType: __Type! mutationType: __Type subscriptionType: __Type
          directives(includeDeprecated: Boolean! = false): [__Directive!]! }
        type __Type {
          kind: __TypeKind! name: String description: String specifiedByURL: String
          fields(includeDeprecated: Boolean = false): [__Field!] interfaces: [__Type!] possibleTypes: [__Type!]
          enumValues(includeDeprecated: Boolean = false): [__EnumValue!] inputFields(includeDeprecated: Boolean = false): [__InputValue!]
          ofType: __Type isOneOf: Boolean
        }
        type __Field {
          name: String! description: String args(includeDeprecated: Boolean = false): [__InputValue!]! type: __Type! isDeprecated: Boolean! deprecationReason: String
        }
        type __InputValue { name: String! description: String type: __Type! defaultValue: String isDeprecated: Boolean! deprecationReason: String }
        type __EnumValue { name: String! description: String isDeprecated: Boolean! deprecationReason: String }
        type __Directive {
          name: String! description: String isRepeatable: Boolean! locations: [__DirectiveLocation!]! args(includeDeprecated: Boolean = false): [__InputValue!]!
          isDeprecated: Boolean! deprecationReason: String
        }
        enum __TypeKind { SCALAR OBJECT INTERFACE UNION ENUM INPUT_OBJECT LIST NON_NULL }
        enum __DirectiveLocation {
          QUERY MUTATION SUBSCRIPTION FIELD FRAGMENT_DEFINITION FRAGMENT_SPREAD INLINE_FRAGMENT VARIABLE_DEFINITION SCHEMA SCALAR OBJECT
          FIELD_DEFINITION ARGUMENT_DEFINITION INTERFACE UNION ENUM ENUM_VALUE INPUT_OBJECT INPUT_FIELD_DEFINITION DIRECTIVE_DEFINITION
        }
        directive @include(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
        directive @skip(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
        directive @deprecated(reason: String = "No longer supported") on FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE | DIRECTIVE_DEFINITION
        directive @specifiedBy(url: String!) on SCALAR
        directive @oneOf on INPUT_OBJECT
        """;

    private static readonly Lazy<SchemaParts> s_parts = new(() => SdlReader.ReadParts(TypeSystemParser.Parse(Introspection)));

    /// <summary>The five scalars of section 3.5.</summary>
    public static IReadOnlyDictionary<string, SchemaType> Scalars { get; } = new[] { "Int", "Float", "String", "Boolean", "ID" }
        .ToDictionary(name => name, name => new SchemaType(name, TypeKind.Scalar), StringComparer.Ordinal);

    /// <summary>The types of introspection.</summary>
    public static IReadOnlyList<SchemaType> IntrospectionTypes => s_parts.Value.Types;

    /// <summary>@include, @skip, @deprecated, @specifiedBy and @oneOf.</summary>
    public static IReadOnlyList<SchemaDirective> Directives => s_parts.Value.Directives;

    /// <summary>The field <c>__typename</c> of every object, interface and union.</summary>
    public static SchemaField TypeNameField { get; } = new("__typename", new NonNullType(new NamedType("String")));

    /// <summary>The fields <c>__schema</c> and <c>__type</c> of the root type of queries.</summary>
    public static SchemaField SchemaField { get; } = new("__schema", new NonNullType(new NamedType("__Schema")));

    /// <inheritdoc cref="SchemaField"/>
    public static SchemaField TypeField { get; } = new("__type", new NamedType("__Type"))
    {
        Arguments = [new SchemaArgument("name", new NonNullType(new NamedType("String")))],
    };

    public static bool IsDirective(string name) => Directives.Any(directive => directive.Name == name);
}
