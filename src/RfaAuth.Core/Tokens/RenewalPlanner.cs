using RfaAuth.Core.Answers;

namespace RfaAuth.Core.Tokens;

/// <summary>The reason for a renewal.</summary>
internal enum RenewalReason
{
    /// <summary>The token has expired, or there is none.</summary>
    Expired,

    /// <summary>The token expires soon.</summary>
    Ahead,

    /// <summary>The service refused the token.</summary>
    Refused,

    /// <summary>The service refused a call, perhaps because of the token.</summary>
    Doubted,

    /// <summary>The user asked for it.</summary>
    Requested,
}

/// <summary>The way to get a new token.</summary>
internal enum RenewalPlan
{
    /// <summary>Use the refresh token; sign in if the service refuses it.</summary>
    Refresh,

    /// <summary>Sign in with the session's credential.</summary>
    SignIn,

    /// <summary>No renewal: the service refused the new tokens before it accepted any, so another renewal would not help.</summary>
    GiveUp,

    /// <summary>No renewal: the service rejected the credential, and another attempt could lock the user out.</summary>
    CredentialRejected,

    /// <summary>No renewal: the session has no refresh token and no credential.</summary>
    Reauthenticate,
}

/// <summary>Decides how a token set is renewed. Pure.</summary>
internal static class RenewalPlanner
{
    // A service may refuse new tokens only for a while. A job that runs for days must be able to go on after that.
    private static readonly TimeSpan s_giveUpTime = TimeSpan.FromSeconds(30);

    /// <summary>Whether an answer is a reason to renew the token set of its request.</summary>
    /// <param name="failure">The answer's meaning for the token.</param>
    /// <param name="tokens">The set.</param>
    /// <param name="utcNow">This machine's clock.</param>
    /// <param name="now">The time (<see cref="Time.IClock.Elapsed"/>).</param>
    /// <returns>The reason; null if the answer is the result.</returns>
    public static RenewalReason? ReasonFor(AuthFailure failure, TokenSet tokens, DateTimeOffset utcNow, TimeSpan now) => failure switch
    {
        _ when tokens.IsAnonymous => null,
        AuthFailure.Unauthorized => tokens.IsProven(now) ? null : RenewalReason.Refused,
        AuthFailure.NotAuthorized when utcNow >= tokens.ExpiresAt => RenewalReason.Refused,
        // Renew once for each token set. If the new token is refused too, the user lacks a right.
        AuthFailure.NotAuthorized => tokens.IsRefusedWhenNew || (tokens.IsReplacement && !tokens.IsAccepted) ? null : RenewalReason.Doubted,
        _ => null,
    };

    /// <summary>
    /// A token set that was accepted once and is refused later is always renewed, even shortly after. A replacement that was never accepted
    /// leads to one sign-in, unless it came from a sign-in itself. After that there is no renewal for half a minute.
    /// </summary>
    /// <param name="tokens">The set to be renewed.</param>
    /// <param name="reason">The reason for the renewal.</param>
    /// <param name="now">The time (<see cref="Time.IClock.Elapsed"/>).</param>
    /// <param name="canRefresh">Whether there is a refresh token that may still be good.</param>
    /// <param name="hasCredential">Whether the session has a credential.</param>
    /// <param name="isCredentialRejected">Whether the service rejected the credential.</param>
    public static RenewalPlan Decide(TokenSet tokens, RenewalReason reason, TimeSpan now, bool canRefresh, bool hasCredential, bool isCredentialRejected)
    {
        var signIn = !hasCredential ? RenewalPlan.Reauthenticate
            : isCredentialRejected ? RenewalPlan.CredentialRejected
            : RenewalPlan.SignIn;
        var isNoProgress = reason == RenewalReason.Refused && !tokens.IsAccepted && tokens.IsReplacement;
        if (isNoProgress && hasCredential && !tokens.IsFromSignIn)
            return signIn;
        if (isNoProgress && now - tokens.ReplacementSince < s_giveUpTime)
            return RenewalPlan.GiveUp;
        return canRefresh ? RenewalPlan.Refresh : signIn;
    }

    /// <summary>
    /// Whether the plan cannot succeed. Then the present token is used. The service may still accept a token whose age is unknown, or that
    /// has expired only by this machine's clock. A token that has time left needs no renewal that would fail.
    /// </summary>
    public static bool CannotSucceed(RenewalPlan plan, TokenSet tokens, RenewalReason reason) =>
        plan == RenewalPlan.GiveUp
        || (plan == RenewalPlan.Reauthenticate && reason == RenewalReason.Expired && tokens.AccessToken is not null)
        || (plan is RenewalPlan.Reauthenticate or RenewalPlan.CredentialRejected && reason is RenewalReason.Ahead or RenewalReason.Doubted);
}
