using RfaAuth.Core.Apis;

namespace RfaAuth.Core.Tokens;

/// <summary>Gets tokens from the service. Each call sends at most one request.</summary>
internal interface ITokenIssuer
{
    /// <summary>Whether the service has a sign-in. Where it has none, the user brings each access token.</summary>
    bool HasSignIn { get; }

    /// <summary>Whether the session has a user name and a password.</summary>
    bool HasCredential { get; }

    /// <exception cref="RfaException">CredentialRejected, SignInFailed, or a fault in transport.</exception>
    Task<TokenGrant> SignInAsync(CancellationToken cancellationToken);

    /// <summary>Sends a refresh token. A failure is returned and not thrown, because its meaning for the refresh token differs.</summary>
    Task<RefreshResult> RefreshAsync(string refreshToken, CancellationToken cancellationToken);
}

/// <summary>How a refresh ended.</summary>
internal enum RefreshOutcome
{
    Granted,

    /// <summary>The service refused the refresh token. It must not be used again.</summary>
    Refused,

    /// <summary>The service cannot have used the refresh token. It is still good.</summary>
    NotTaken,

    /// <summary>The service's error says nothing about the refresh token, nor that the service is busy. The refresh token is probably still good.</summary>
    Unclear,

    /// <summary>The service may have used the refresh token, and its answer is lost.</summary>
    Ambiguous,
}

/// <param name="Outcome">How it ended.</param>
/// <param name="Grant">The tokens; null if there are none.</param>
/// <param name="Fault">The reason why there are no tokens.</param>
internal sealed record RefreshResult(RefreshOutcome Outcome, TokenGrant? Grant, RfaException? Fault);
