namespace RfaAuth.Core.Tokens;

/// <summary>The secret in which a session's tokens are stored.</summary>
/// <param name="Vault">The vault's name.</param>
/// <param name="Secret">The secret's name in it.</param>
internal sealed record TokenStoreName(string Vault, string Secret)
{
    /// <summary>The storage behind several vault names that share one lock; null if the vault's name is enough.</summary>
    internal string? SharedStore { get; init; }

    /// <summary>The path of the lock file, for tests; null: the usual one of this user.</summary>
    internal string? LockPath { get; init; }
}
