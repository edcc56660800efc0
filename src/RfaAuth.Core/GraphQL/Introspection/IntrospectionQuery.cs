namespace RfaAuth.Core.GraphQL.Introspection;

/// <summary>Writes the query for a service's schema (GraphQL specification, section 4.2).</summary>
internal static class IntrospectionQuery
{
    // Ten levels are enough for four nested lists, each with its non-null marks, and a name.
    private const int UsualLevels = 10;

    /// <summary>The most levels that fit into the greatest depth of an answer.</summary>
    public const int MostLevels = 200;

    /// <summary>The full query, for a service of the edition of September 2025.</summary>
    public static string Document { get; } = Write(IntrospectionFeatures.All);

    /// <summary>The query with only the parts of all editions since 2015. An older service refuses a whole query because of one unknown field.</summary>
    public static string ForOlderServices { get; } = Write(IntrospectionFeatures.None);

    /// <summary>The query for what a service supports: introspection of the introspection types, which every edition has.</summary>
    public static string AboutIntrospection { get; } =
        """
        query IntrospectionFeatures {
          schema: __type(name: "__Schema") { ...Fields }
          type: __type(name: "__Type") { ...Fields }
          field: __type(name: "__Field") { ...Fields }
          directive: __type(name: "__Directive") { ...Fields }
          input: __type(name: "__InputValue") { ...Fields }
        }
        fragment Fields on __Type { fields { name args { name } } }
        """;

    /// <param name="features">The parts that the service supports.</param>
    /// <param name="levels">How many nested lists and non-null marks of a type are requested.</param>
    public static string Write(IntrospectionFeatures features, int levels = UsualLevels)
    {
        var fieldArguments = features.DeprecatedArguments ? "(includeDeprecated: true)" : "";
        var inputFields = features.DeprecatedInputFields ? "(includeDeprecated: true)" : "";
        var directives = features.DeprecatedDirectives ? "(includeDeprecated: true)" : "";
        var directiveArguments = features.DeprecatedDirectiveArguments ? "(includeDeprecated: true)" : "";
        var reference = "kind name" + string.Concat(Enumerable.Repeat(" ofType { kind name", levels - 1)) + string.Concat(Enumerable.Repeat(" }", levels - 1));
        return $$"""
            query IntrospectionQuery {
              __schema {
                {{If(features.SchemaDescription, "description")}}
                queryType { name }
                mutationType { name }
                {{If(features.SubscriptionType, "subscriptionType { name }")}}
                types {
                  kind name description {{If(features.IsOneOf, "isOneOf")}} {{features.SpecifiedByUrl}}
                  fields(includeDeprecated: true) {
                    name description isDeprecated deprecationReason
                    args{{fieldArguments}} { ...Input }
                    type { ...Reference }
                  }
                  inputFields{{inputFields}} { ...Input }
                  enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
                  interfaces { name }
                  possibleTypes { name }
                }
                directives{{directives}} {
                  name description {{If(features.IsRepeatable, "isRepeatable")}} {{If(features.DeprecatedDirectives, "isDeprecated deprecationReason")}}
                  {{If(features.DirectiveLocations, "locations")}}
                  args{{directiveArguments}} { ...Input }
                }
              }
            }
            fragment Input on __InputValue {
              name description defaultValue type { ...Reference } {{If(features.InputDeprecation, "isDeprecated deprecationReason")}}
            }
            fragment Reference on __Type { {{reference}} }
            """;
    }

    private static string If(bool isKnown, string text) => isKnown ? text : "";
}
