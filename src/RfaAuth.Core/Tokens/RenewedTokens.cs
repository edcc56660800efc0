namespace RfaAuth.Core.Tokens;

/// <param name="Tokens">The new tokens.</param>
/// <param name="IsFromSignIn">Whether they come from a sign-in.</param>
/// <param name="IsTakenOver">Whether another process stored them. Then their age is not known.</param>
internal sealed record RenewedTokens(TokenSet Tokens, bool IsFromSignIn, bool IsTakenOver = false);
