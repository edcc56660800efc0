namespace RfaAuth.Core.GraphQL.Introspection;

/// <summary>
/// The query that asks a service for its schema (GraphQL specification, section 4.2). Only what every edition since 2015 has: an older
/// server refuses a whole query for one field that it does not know.
/// </summary>
internal static class IntrospectionQuery
{
    // Eight levels: a list of lists of lists, each with its non-null marks, and a name.
    private const string TypeReference =
        "kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } }";

    public const string Document =
        """
        query IntrospectionQuery {
          __schema {
            queryType { name }
            mutationType { name }
            types {
              kind name description
              fields(includeDeprecated: true) {
                name description isDeprecated deprecationReason
                args { ...Input }
                type { ...Reference }
              }
              inputFields { ...Input }
              enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
              interfaces { name }
              possibleTypes { name }
            }
          }
        }
        fragment Input on __InputValue { name description defaultValue type { ...Reference } }
        fragment Reference on __Type {
        """
        + " " + TypeReference + " }";
}
