namespace RfaAuth.Sandbox.Tokens;

/// <summary>Who sent a request, by its token.</summary>
/// <param name="User">The user of a valid token; null: no token, or a dead or unknown one.</param>
/// <param name="TokenId">What the ledger calls the token presented; null: none was.</param>
/// <param name="LifeLeft">The part of the token's life that is left, from 1 to 0.</param>
internal sealed record Caller(SandboxUser? User, string? TokenId, double LifeLeft)
{
    public static Caller Nobody { get; } = new(null, null, 0);
}

/// <summary>A short name for a secret, by which it can be recognised and not used.</summary>
internal static class Fingerprint
{
    public static string Of(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)))[..16];
}
