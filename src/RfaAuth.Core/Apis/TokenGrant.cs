namespace RfaAuth.Core.Apis;

/// <summary>What a sign-in or a refresh gave: the tokens as the service wrote them, not yet checked.</summary>
internal sealed class TokenGrant
{
    public TokenGrant(string? accessToken, string? refreshToken)
    {
        AccessToken = accessToken;
        RefreshToken = refreshToken;
    }

    internal string? AccessToken { get; }

    internal string? RefreshToken { get; }
}
