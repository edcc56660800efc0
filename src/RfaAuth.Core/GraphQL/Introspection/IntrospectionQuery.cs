using System.Linq;
using RfaAuth.Core.Answers;

namespace RfaAuth.Core.GraphQL.Introspection;

/// <summary>The query that asks a service for its schema (GraphQL specification, section 4.2).</summary>
internal static class IntrospectionQuery
{
    // Eight levels: a list of lists of lists, each with its non-null marks, and a name.
    private const string TypeReference =
        "kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } }";

    /// <summary>With the arguments and input fields that are deprecated: services leave them out unless they are asked for.</summary>
    public static string Document { get; } = Write("(includeDeprecated: true)", "isDeprecated deprecationReason");

    /// <summary>Only what every edition since 2015 has: an older service refuses a whole query for one field that it does not know.</summary>
    public static string ForOlderServices { get; } = Write("", "");

    /// <summary>Which input objects take one of their fields only. Asked where the schema of introspection itself has the field for it.</summary>
    public const string OneOf = "query IntrospectionOneOf { __schema { types { name isOneOf } } }";

    /// <summary>Whether a service refused <see cref="Document"/> and may answer <see cref="ForOlderServices"/>: their words for why are many.</summary>
    public static bool IsForOlderServices(GraphQLResponse response) =>
        response.Errors.Count > 0
        && !response.HasData
        && AuthFailureClassifier.ClassifyEach(response.Errors, response.StatusCode).All(kind => kind == AuthFailure.None);

    private static string Write(string all, string deprecation) =>
        $$"""
        query IntrospectionQuery {
          __schema {
            queryType { name }
            mutationType { name }
            types {
              kind name description
              fields(includeDeprecated: true) {
                name description isDeprecated deprecationReason
                args{{all}} { ...Input }
                type { ...Reference }
              }
              inputFields{{all}} { ...Input }
              enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
              interfaces { name }
              possibleTypes { name }
            }
          }
        }
        fragment Input on __InputValue { name description defaultValue type { ...Reference } {{deprecation}} }
        fragment Reference on __Type { {{TypeReference}} }
        """;
}
