using static RfaAuth.Core.Json.PlainValue;

namespace RfaAuth.Core.Apis;

/// <summary>The tokens from a sign-in or a refresh, as the service wrote them. They are not checked yet.</summary>
internal sealed class TokenGrant
{
    // Ten years. More is no lifetime, but perhaps the time of an end.
    private const double MostSeconds = 3650 * 86400.0;

    /// <param name="accessToken">The access token; null: there is none.</param>
    /// <param name="refreshToken">The refresh token; null: there is none.</param>
    /// <param name="expiresIn">The seconds that the access token lives, as the service wrote them; null: it does not say.</param>
    public TokenGrant(string? accessToken, string? refreshToken, object? expiresIn = null)
    {
        ExpiresIn = expiresIn;
        AccessToken = accessToken;
        RefreshToken = refreshToken;
    }

    internal string? AccessToken { get; }

    internal string? RefreshToken { get; }

    internal object? ExpiresIn { get; }

    /// <summary>How long the access token lives, where the service says it in a number that can be one.</summary>
    internal TimeSpan? Lifetime => PositiveNumber(ExpiresIn) is { } seconds && seconds <= MostSeconds ? TimeSpan.FromSeconds(seconds) : null;
}
