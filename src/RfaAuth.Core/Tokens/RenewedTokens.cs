namespace RfaAuth.Core.Tokens;

/// <param name="Tokens">The new tokens.</param>
/// <param name="IsFromSignIn">Whether a sign-in gave them.</param>
/// <param name="IsTakenOver">Whether another process stored them: how old they are for the service is not known.</param>
internal sealed record RenewedTokens(TokenSet Tokens, bool IsFromSignIn, bool IsTakenOver = false);
