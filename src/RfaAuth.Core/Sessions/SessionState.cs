namespace RfaAuth.Core.Sessions;

/// <summary>What a session says of itself, and when. Pure.</summary>
internal static class SessionState
{
    /// <summary>The next call has a token, or the session can get one.</summary>
    public const string Connected = nameof(Connected);

    /// <summary>The token's time is over by this machine's clock, and there is nothing to renew it with. The service has the last word.</summary>
    public const string Expired = nameof(Expired);

    /// <summary>The token is dead, and there is nothing to renew it with: the next call fails.</summary>
    public const string ReauthenticationRequired = nameof(ReauthenticationRequired);

    /// <summary>The service rejected the credential, which is not tried again. What is left of the token is used.</summary>
    public const string CredentialRejected = nameof(CredentialRejected);

    public const string Disconnected = nameof(Disconnected);

    /// <param name="isDisconnected">Whether the session has ended.</param>
    /// <param name="isCredentialRejected">Whether the service rejected its credential.</param>
    /// <param name="isUsable">Whether there is an access token whose time is not over and that the service did not refuse.</param>
    /// <param name="canRenew">Whether there is something to renew it with.</param>
    /// <param name="isKnownDead">Whether the service refused the access token, there is none, or a renewal of it found nothing to renew it with.</param>
    public static string Of(bool isDisconnected, bool isCredentialRejected, bool isUsable, bool canRenew, bool isKnownDead) =>
        isDisconnected ? Disconnected
        : isCredentialRejected ? CredentialRejected
        : isUsable || canRenew ? Connected
        : isKnownDead ? ReauthenticationRequired
        : Expired;
}
