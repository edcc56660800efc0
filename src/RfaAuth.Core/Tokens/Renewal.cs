using RfaAuth.Core.Apis;

namespace RfaAuth.Core.Tokens;

/// <summary>
/// Runs a renewal, and remembers two things that must not be tried again: a refresh token that may have been used, and a credential
/// that was rejected.
/// </summary>
internal sealed class Renewal
{
    private readonly ITokenIssuer _issuer;
    private readonly Action<string> _warn;
    private volatile string? _deadRefreshToken;
    private volatile string? _unclearRefreshToken;
    private volatile RfaException? _credentialRejection;

    public Renewal(ITokenIssuer issuer, Action<string> warn)
    {
        _issuer = issuer;
        _warn = warn;
    }

    public bool HasCredential => _issuer.HasCredential;

    public RfaException? CredentialRejection => _credentialRejection;

    /// <summary>Remembers a rejection that another process got.</summary>
    public void Remember(RfaException rejection) => _credentialRejection ??= rejection;

    public bool CanRefresh(TokenSet tokens) =>
        tokens.RefreshToken is { } token && !string.Equals(token, _deadRefreshToken, StringComparison.Ordinal);

    public RenewalPlan Plan(TokenSet tokens, RenewalReason reason, TimeSpan now) =>
        RenewalPlanner.Decide(tokens, reason, now, CanRefresh(tokens), HasCredential, _credentialRejection is not null);

    /// <returns>The checked tokens, without a scheme, and whether they come from a sign-in.</returns>
    /// <exception cref="RfaException">There are no new tokens.</exception>
    public async Task<(TokenGrant Grant, bool IsFromSignIn)> RunAsync(TokenSet basis, RenewalPlan plan, CancellationToken closing)
    {
        switch (plan)
        {
            case RenewalPlan.Refresh when await RefreshAsync(basis, closing).ConfigureAwait(false) is { } refreshed:
                return (refreshed, false);
            case RenewalPlan.Refresh or RenewalPlan.SignIn:
                return (await SignInAsync(closing).ConfigureAwait(false), true);
            case RenewalPlan.CredentialRejected:
                throw Again(_credentialRejection!);
            default:
                throw Reauthenticate(null);
        }
    }

    /// <returns>The tokens; null if a sign-in must follow.</returns>
    private async Task<TokenGrant?> RefreshAsync(TokenSet basis, CancellationToken cancellationToken)
    {
        var refreshToken = basis.RefreshToken!;
        var result = await _issuer.RefreshAsync(refreshToken, cancellationToken).ConfigureAwait(false);
        if (result.Outcome == RefreshOutcome.Ambiguous && !HasCredential)
        {
            _warn($"The answer to a token refresh was lost ({result.Fault!.Message}) The refresh token is sent once more, because nothing else is left.");
            result = await _issuer.RefreshAsync(refreshToken, cancellationToken).ConfigureAwait(false);
        }

        switch (result.Outcome)
        {
            case RefreshOutcome.Granted:
                return result.Grant;
            // Some services have no clear error for a dead refresh token. After a second unclear answer in a row, sign in.
            case RefreshOutcome.Unclear when HasCredential && string.Equals(refreshToken, _unclearRefreshToken, StringComparison.Ordinal):
                return null;
            case RefreshOutcome.Unclear:
                _unclearRefreshToken = refreshToken;
                throw RefreshFailed(result.Fault!);
            case RefreshOutcome.NotTaken:
                throw RefreshFailed(result.Fault!);
            default:
                // The refresh token was refused, or may have been used. It is never sent again.
                _deadRefreshToken = refreshToken;
                return HasCredential ? null : throw Reauthenticate(result.Fault);
        }
    }

    private async Task<TokenGrant> SignInAsync(CancellationToken cancellationToken)
    {
        if (_credentialRejection is { } rejection)
            throw Again(rejection);
        try
        {
            return await _issuer.SignInAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (RfaException exception) when (exception.ErrorCode == ErrorCodes.CredentialRejected)
        {
            _credentialRejection = exception;
            throw;
        }
    }

    private static RfaException Again(RfaException rejection) => new(
        ErrorCodes.CredentialRejected,
        "The service rejected the credential earlier; it is not tried again, so that the user is not locked out. " + rejection.Message)
    {
        RecommendedAction = rejection.RecommendedAction,
    };

    private RfaException Reauthenticate(RfaException? fault) => _issuer.HasSignIn
        ? new RfaException(
            ErrorCodes.ReauthenticationRequired,
            "The session cannot renew its access token: it has no refresh token that is still good, and no credential."
            + (fault is null ? "" : " The last refresh: " + fault.Message))
        : new RfaException(ErrorCodes.ReauthenticationRequired, "The session cannot get an access token by itself: this service is used with a token that you bring.")
        {
            RecommendedAction = "Get a new token where you got the last one, and pass it: Connect-RfaApi -Session $session -AccessToken $token.",
        };

    private static RfaException RefreshFailed(RfaException fault) => new(
        ErrorCodes.RefreshFailed,
        "The access token could not be renewed now; the refresh token is still good. " + fault.Message)
    {
        IsRetryable = true,
        RetryAfter = fault.RetryAfter,
        StatusCode = fault.StatusCode,
    };
}
