namespace RfaAuth.Core.Sessions;

/// <summary>Names the state of a session. Pure.</summary>
internal static class SessionState
{
    /// <summary>The next call has a token, or the session can get one.</summary>
    public const string Connected = nameof(Connected);

    /// <summary>The token has expired by this machine's clock, and there is nothing to renew it with. The service may still accept it.</summary>
    public const string Expired = nameof(Expired);

    /// <summary>The token is dead, and there is nothing to renew it with. The next call fails.</summary>
    public const string ReauthenticationRequired = nameof(ReauthenticationRequired);

    /// <summary>The service rejected the credential, which is not tried again. The token is used as long as it is valid.</summary>
    public const string CredentialRejected = nameof(CredentialRejected);

    public const string Disconnected = nameof(Disconnected);

    /// <param name="isDisconnected">Whether the session has ended.</param>
    /// <param name="isCredentialRejected">Whether the service rejected its credential.</param>
    /// <param name="isUsable">Whether there is an access token that has not expired and that the service did not refuse.</param>
    /// <param name="canRenew">Whether there is something to renew the token with.</param>
    /// <param name="isKnownDead">Whether there is no access token, the service refused it, or a renewal had nothing to renew it with.</param>
    public static string Of(bool isDisconnected, bool isCredentialRejected, bool isUsable, bool canRenew, bool isKnownDead) =>
        isDisconnected ? Disconnected
        : isCredentialRejected ? CredentialRejected
        : isUsable || canRenew ? Connected
        : isKnownDead ? ReauthenticationRequired
        : Expired;
}
