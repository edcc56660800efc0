using RfaAuth.Core.Apis;

namespace RfaAuth.Core.Tokens;

/// <summary>Gets tokens from the service. Each call sends at most one request.</summary>
internal interface ITokenIssuer
{
    /// <summary>Whether the service has a sign-in. Where it has none, the user brings each access token.</summary>
    bool HasSignIn { get; }

    /// <summary>Whether a user name and password are held.</summary>
    bool HasCredential { get; }

    /// <exception cref="RfaException">CredentialRejected, SignInFailed, or a fault in transport.</exception>
    Task<TokenGrant> SignInAsync(CancellationToken cancellationToken);

    /// <summary>Sends a refresh token. A failure is a result, because what it means for the refresh token differs.</summary>
    Task<RefreshResult> RefreshAsync(string refreshToken, CancellationToken cancellationToken);
}

/// <summary>The ends that a refresh can have.</summary>
internal enum RefreshOutcome
{
    Granted,

    /// <summary>The service refused the refresh token: it is dead.</summary>
    Refused,

    /// <summary>The service cannot have consumed the refresh token: it is as good as before.</summary>
    NotTaken,

    /// <summary>The service answered with an error that says nothing of the refresh token, and not that it is busy: it is as good as before, it seems.</summary>
    Unclear,

    /// <summary>The service may have consumed the refresh token, and its answer is lost.</summary>
    Ambiguous,
}

/// <param name="Outcome">How it ended.</param>
/// <param name="Grant">The tokens, where they were granted.</param>
/// <param name="Fault">Why they were not.</param>
internal sealed record RefreshResult(RefreshOutcome Outcome, TokenGrant? Grant, RfaException? Fault);
