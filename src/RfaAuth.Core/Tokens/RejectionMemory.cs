using RfaAuth.Core.Apis;

namespace RfaAuth.Core.Tokens;

/// <summary>
/// Whether a session's credential is the one that the service rejected in another process, by what is stored beside the tokens. For one
/// caller at a time: whoever has the lock.
/// </summary>
/// <param name="credential">The session's credential; null: it has none.</param>
/// <param name="signIn">The way to sign in: the same credential in another way is another one.</param>
/// <param name="isForced">Whether the user wants it tried all the same.</param>
/// <param name="iterations">How slow a hash is to be.</param>
internal sealed class RejectionMemory(SignInCredential? credential, string signIn, bool isForced, int iterations = RejectedCredential.UsualIterations)
{
    private bool _isNoted;

    /// <summary>What is stored, and stays so until a sign-in succeeds.</summary>
    public RejectedCredential? Stored { get; private set; }

    /// <summary>The rejection of this very credential; null: it may be tried.</summary>
    public RfaException? Rejection { get; private set; }

    /// <summary>Takes note of what the vault has.</summary>
    public void Observe(RejectedCredential? stored)
    {
        // To compare is slow on purpose, so it is done once for each.
        if (stored == Stored)
            return;
        Stored = stored;
        Rejection = stored is not null && credential is not null && !isForced && stored.Is(signIn, credential.UserName, credential.Password) ? Earlier(stored) : null;
    }

    /// <summary>A sign-in succeeded: what was rejected before is of no interest any more.</summary>
    public void Forget() => (Stored, Rejection) = (null, null);

    /// <summary>Takes note that the service rejected the session's credential.</summary>
    /// <returns>Whether that is news, which the vault is to be told.</returns>
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
