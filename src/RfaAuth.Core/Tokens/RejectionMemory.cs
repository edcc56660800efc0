using RfaAuth.Core.Apis;

namespace RfaAuth.Core.Tokens;

/// <summary>
/// Tells from the stored rejection whether another process already tried the session's credential in vain. Used by one caller at a time: the
/// holder of the lock.
/// </summary>
/// <param name="credential">The session's credential; null if it has none.</param>
/// <param name="signIn">The way to sign in. The same credential with another way counts as another credential.</param>
/// <param name="isForced">Whether the user wants to try the credential again.</param>
/// <param name="iterations">The number of iterations of the hash.</param>
internal sealed class RejectionMemory(SignInCredential? credential, string signIn, bool isForced, int iterations = RejectedCredential.UsualIterations)
{
    private bool _isNoted;

    /// <summary>The stored rejection. It stays until a sign-in succeeds.</summary>
    public RejectedCredential? Stored { get; private set; }

    /// <summary>The rejection, if it is about the session's credential; null if the credential may be tried.</summary>
    public RfaException? Rejection { get; private set; }

    /// <summary>Takes in the rejection that the vault has.</summary>
    public void Observe(RejectedCredential? stored)
    {
        // The comparison is slow on purpose, so each rejection is compared once.
        if (stored == Stored)
            return;
        Stored = stored;
        Rejection = stored is not null && credential is not null && !isForced && stored.Is(signIn, credential.UserName, credential.Password) ? Earlier(stored) : null;
    }

    /// <summary>Forgets the rejection after a successful sign-in.</summary>
    public void Forget() => (Stored, Rejection) = (null, null);

    /// <summary>Remembers that the service rejected the session's credential.</summary>
    /// <returns>Whether this is new and must be stored.</returns>
    public bool Note(DateTimeOffset at)
    {
        if (_isNoted || Rejection is not null || credential is null)
            return false;
        _isNoted = true;
        Stored = RejectedCredential.Of(signIn, credential.UserName, credential.Password, at, iterations);
        return true;
    }

    private static RfaException Earlier(RejectedCredential stored) => new(
        ErrorCodes.CredentialRejected, $"That was at {stored.At:u}. It is remembered beside the stored tokens.")
    {
        RecommendedAction = "Store the right password where the credential comes from, and run Connect-RfaApi again. With -Force it tries this one once more.",
    };
}
