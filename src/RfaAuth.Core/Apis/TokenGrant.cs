using static RfaAuth.Core.Json.PlainValue;

namespace RfaAuth.Core.Apis;

/// <summary>The tokens from a sign-in or a refresh, as the service wrote them. They are not checked yet.</summary>
internal sealed class TokenGrant
{
    // Ten years. A larger number is no lifetime, but perhaps a point in time.
    private const double MostSeconds = 3650 * 86400.0;

    /// <param name="accessToken">The access token; null if there is none.</param>
    /// <param name="refreshToken">The refresh token; null if there is none.</param>
    /// <param name="expiresIn">The lifetime of the access token in seconds, as the service wrote it; null if it did not.</param>
    public TokenGrant(string? accessToken, string? refreshToken, object? expiresIn = null)
    {
        ExpiresIn = expiresIn;
        AccessToken = accessToken;
        RefreshToken = refreshToken;
    }

    internal string? AccessToken { get; }

    internal string? RefreshToken { get; }

    internal object? ExpiresIn { get; }

    /// <summary>The lifetime of the access token; null if the service did not send a usable number.</summary>
    internal TimeSpan? Lifetime => PositiveNumber(ExpiresIn) is { } seconds && seconds <= MostSeconds ? TimeSpan.FromSeconds(seconds) : null;
}
