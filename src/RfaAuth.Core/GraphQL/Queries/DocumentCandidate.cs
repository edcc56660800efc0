namespace RfaAuth.Core.GraphQL.Queries;

/// <param name="Text">What can be written.</param>
/// <param name="Tip">What it is.</param>
/// <param name="IsDeprecated">Whether the service advises against it.</param>
internal sealed record DocumentCandidate(string Text, string Tip, bool IsDeprecated = false);
