namespace RfaAuth.Core.Tokens;

/// <summary>A token set as it is stored, and beside it the credential that must not be tried again. Times are UTC, by the clock of the machine that stored it.</summary>
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

    /// <summary>The credential that the service rejected; null where it rejected none. It may stand alone.</summary>
    public RejectedCredential? Rejected { get; init; }

    public bool HasTokens => AccessToken is not null || RefreshToken is not null;

    public static StoredTokens Of(TokenSet tokens, TokenBinding binding, RejectedCredential? rejected = null) =>
        new(binding, tokens.AccessToken, tokens.RefreshToken)
        {
            ObtainedAt = tokens.ObtainedAt,
            ExpiresAt = tokens.ExpiresAt,
            Rejected = rejected,
        };
}
