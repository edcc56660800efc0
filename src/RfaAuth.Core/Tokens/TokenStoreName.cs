namespace RfaAuth.Core.Tokens;

/// <summary>The secret in which a session's tokens are stored.</summary>
/// <param name="Vault">The vault's name.</param>
/// <param name="Secret">The secret's name in it.</param>
internal sealed record TokenStoreName(string Vault, string Secret)
{
    /// <summary>What holds the secret where several vault names stand for the same, so that they share one lock; null: the vault's name alone.</summary>
    internal string? SharedStore { get; init; }

    /// <summary>For tests: the lock file; null: the one of this user.</summary>
    internal string? LockPath { get; init; }
}
