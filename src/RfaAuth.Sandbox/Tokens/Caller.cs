namespace RfaAuth.Sandbox.Tokens;

/// <summary>The sender of a request, by its token.</summary>
/// <param name="User">The user of a valid token; null: no token, or a dead or unknown one.</param>
/// <param name="TokenId">The id of the token in the ledger; null: there was none.</param>
/// <param name="LifeLeft">The part of the token's lifetime that is left, from 1 to 0.</param>
internal sealed record Caller(SandboxUser? User, string? TokenId, double LifeLeft)
{
    public static Caller Nobody { get; } = new(null, null, 0);
}

/// <summary>A fingerprint of a secret: it can be compared and not used.</summary>
internal static class TokenFingerprint
{
    public static string Of(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)))[..16];
}
