namespace RfaAuth.Core.Tokens;

/// <summary>The secret in which a session's tokens are stored.</summary>
/// <param name="Vault">The vault's name.</param>
/// <param name="Secret">The secret's name in it.</param>
public sealed record TokenStoreName(string Vault, string Secret)
{
    /// <summary>For tests: the lock file; null: the one of this user.</summary>
    internal string? LockPath { get; init; }
}
