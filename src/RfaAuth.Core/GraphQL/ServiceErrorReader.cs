namespace RfaAuth.Core.GraphQL;

/// <summary>Reads what a service says of an error in its own way.</summary>
/// <param name="error">The error, by the GraphQL specification.</param>
/// <param name="members">All members of its entry, with plain values.</param>
/// <returns>The error with what was read.</returns>
internal delegate GraphQLError ServiceErrorReader(GraphQLError error, IReadOnlyDictionary<string, object?> members);
