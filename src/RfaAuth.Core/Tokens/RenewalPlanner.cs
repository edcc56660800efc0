using RfaAuth.Core.Answers;

namespace RfaAuth.Core.Tokens;

/// <summary>Why a new token is wanted.</summary>
internal enum RenewalReason
{
    /// <summary>The token's time is over, or there is none.</summary>
    Expired,

    /// <summary>The token's time is nearly over.</summary>
    Ahead,

    /// <summary>The service refused the token.</summary>
    Refused,

    /// <summary>The service refused a call, and the token may be the reason.</summary>
    Doubted,

    /// <summary>The user asked for it.</summary>
    Requested,
}

/// <summary>How a new token is to be had.</summary>
internal enum RenewalPlan
{
    /// <summary>By the refresh token; by a sign-in if that turns out to be dead.</summary>
    Refresh,

    /// <summary>By a sign-in with the credential held.</summary>
    SignIn,

    /// <summary>Not at all: new tokens were refused before any was accepted, and one more would be no progress.</summary>
    GiveUp,

    /// <summary>Not at all: the service rejected the credential, and trying it again could lock the user out.</summary>
    CredentialRejected,

    /// <summary>Not at all: there is nothing to renew with.</summary>
    Reauthenticate,
}

/// <summary>Decides how a token set is renewed. Pure.</summary>
internal static class RenewalPlanner
{
    // A service may also refuse new tokens for a while, and a job that runs for days must come through that.
    private static readonly TimeSpan s_giveUpTime = TimeSpan.FromSeconds(30);

    /// <summary>Whether an answer is a reason to renew the set that it was asked for with.</summary>
    /// <param name="failure">What the answer says of the token.</param>
    /// <param name="tokens">The set.</param>
    /// <param name="utcNow">This machine's clock.</param>
    /// <param name="now">The time (<see cref="Time.IClock.Elapsed"/>).</param>
    /// <returns>The reason; null where the answer stands.</returns>
    public static RenewalReason? ReasonFor(AuthFailure failure, TokenSet tokens, DateTimeOffset utcNow, TimeSpan now) => failure switch
    {
        _ when tokens.IsAnonymous => null,
        AuthFailure.Unauthorized => tokens.IsProven(now) ? null : RenewalReason.Refused,
        AuthFailure.NotAuthorized when utcNow >= tokens.ExpiresAt => RenewalReason.Refused,
        // Once in the life of a set: what a new one is refused as well is a right that is missing.
        AuthFailure.NotAuthorized => tokens.IsRefusedWhenNew || (tokens.IsReplacement && !tokens.IsAccepted) ? null : RenewalReason.Doubted,
        _ => null,
    };

    /// <summary>
    /// A set that was accepted once and is refused later is renewed, however young. A replacement that is refused before it was
    /// ever accepted is no progress: then one sign-in, if that was not what made it, and after that nothing more for half a minute.
    /// </summary>
    /// <param name="tokens">The set to be renewed.</param>
    /// <param name="reason">Why.</param>
    /// <param name="now">The time (<see cref="Time.IClock.Elapsed"/>).</param>
    /// <param name="canRefresh">Whether there is a refresh token that is not known to be dead.</param>
    /// <param name="hasCredential">Whether a credential is held.</param>
    /// <param name="isCredentialRejected">Whether the service rejected it.</param>
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
    /// Whether a plan is not worth beginning: then the token is used as it is. One of an unknown age, or that only this machine's clock
    /// calls dead, may still be good: the service is the judge of it. And one that has time left needs nothing that cannot be had.
    /// </summary>
    public static bool IsHopeless(RenewalPlan plan, TokenSet tokens, RenewalReason reason) =>
        plan == RenewalPlan.GiveUp
        || (plan == RenewalPlan.Reauthenticate && reason == RenewalReason.Expired && tokens.AccessToken is not null)
        || (plan is RenewalPlan.Reauthenticate or RenewalPlan.CredentialRejected && reason is RenewalReason.Ahead or RenewalReason.Doubted);
}
