namespace RfaAuth.Core.GraphQL;

/// <summary>Why an operation was not sent again after its token was refused.</summary>
/// <param name="Explanation">What became of it: whole sentences, for behind the service's message.</param>
/// <param name="RecommendedAction">What the user can do.</param>
/// <param name="IsRenewedNext">Whether the next call renews the token, so that the token may have been the reason.</param>
internal sealed record HeldBack(string Explanation, string RecommendedAction, bool IsRenewedNext);
