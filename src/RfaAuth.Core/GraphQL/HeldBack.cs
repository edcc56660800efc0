namespace RfaAuth.Core.GraphQL;

/// <summary>Why an operation was not sent again after the service refused its token, or the want of one.</summary>
/// <param name="Explanation">What became of it: whole sentences, for behind the service's message.</param>
/// <param name="RecommendedAction">What the user can do.</param>
/// <param name="MayBeToken">Whether the token may have been the reason: then nothing is known of the user's right.</param>
internal sealed record HeldBack(string Explanation, string RecommendedAction, bool MayBeToken);
