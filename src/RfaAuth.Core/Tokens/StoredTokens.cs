using System;

namespace RfaAuth.Core.Tokens;

/// <summary>A token set as it is stored. Times are UTC, by the clock of the machine that stored it.</summary>
internal sealed class StoredTokens
{
    public StoredTokens(TokenBinding binding, string? accessToken, string? refreshToken)
    {
        Binding = binding;
        AccessToken = accessToken;
        RefreshToken = refreshToken;
    }

    public TokenBinding Binding { get; }

    public string? AccessToken { get; }

    public string? RefreshToken { get; }

    /// <summary>When the service gave them.</summary>
    public DateTimeOffset ObtainedAt { get; init; }

    /// <summary>When the access token ends.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    public static StoredTokens Of(TokenSet tokens, TokenBinding binding) => new(binding, tokens.AccessToken, tokens.RefreshToken)
    {
        ObtainedAt = tokens.ObtainedAt,
        ExpiresAt = tokens.ExpiresAt,
    };
}
