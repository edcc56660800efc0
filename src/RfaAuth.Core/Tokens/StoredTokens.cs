namespace RfaAuth.Core.Tokens;

/// <summary>A stored token set, with a rejected credential if there is one. Times are UTC, by the clock of the machine that stored it.</summary>
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

    /// <summary>When the service issued the tokens.</summary>
    public DateTimeOffset ObtainedAt { get; init; }

    /// <summary>When the access token ends.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The credential that the service rejected; null if none. It may be stored without tokens.</summary>
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
