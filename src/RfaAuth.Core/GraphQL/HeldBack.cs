namespace RfaAuth.Core.GraphQL;

/// <summary>Why an operation was not sent again after the service refused its token, or a request without a token.</summary>
/// <param name="Explanation">What happened to the operation, in whole sentences. They follow the service's message.</param>
/// <param name="RecommendedAction">The action that the user can take.</param>
/// <param name="MayBeToken">Whether the token may have been the reason. Then it is not known whether the user has the right.</param>
internal sealed record HeldBack(string Explanation, string RecommendedAction, bool MayBeToken);
