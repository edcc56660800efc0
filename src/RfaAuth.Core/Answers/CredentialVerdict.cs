namespace RfaAuth.Core.Answers;

/// <summary>What an answer to a sign-in or a refresh that brought no tokens says of the credential, or of the refresh token.</summary>
internal enum CredentialVerdict
{
    /// <summary>The service refused it. An answer that leaves doubt about a password counts as a refusal: accounts lock.</summary>
    Rejected,

    /// <summary>The answer does not say: the request is wrong, or another program answered. The same request ends the same way.</summary>
    Unclear,

    /// <summary>The answer does not say, and the same request may succeed later: too many requests, not available, an internal error.</summary>
    Transient,
}
