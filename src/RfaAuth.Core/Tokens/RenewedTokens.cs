namespace RfaAuth.Core.Tokens;

/// <param name="Tokens">The new tokens.</param>
/// <param name="IsFromSignIn">Whether a sign-in gave them.</param>
internal sealed record RenewedTokens(TokenSet Tokens, bool IsFromSignIn);
