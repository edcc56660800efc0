namespace RfaAuth.Core.GraphQL;

/// <summary>Reads the members of an error that the GraphQL specification does not define.</summary>
/// <param name="error">The error with the members of the specification.</param>
/// <param name="members">All members of the error, with plain values.</param>
/// <returns>The error with the service's own members.</returns>
internal delegate GraphQLError ServiceErrorReader(GraphQLError error, IReadOnlyDictionary<string, object?> members);
