namespace RfaAuth.Core.Answers;

/// <summary>What an answer without tokens to a sign-in or a refresh means for the credential or the refresh token.</summary>
internal enum CredentialVerdict
{
    /// <summary>The service refused it. In doubt, an answer about a password counts as a refusal, because further attempts could lock the account.</summary>
    Rejected,

    /// <summary>The answer does not tell: the request is wrong, or another program answered. The same request would fail again.</summary>
    Unclear,

    /// <summary>The answer does not tell, and the same request may succeed later: too many requests, not available, an internal error.</summary>
    Transient,
}
