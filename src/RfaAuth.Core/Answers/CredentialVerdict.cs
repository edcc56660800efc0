namespace RfaAuth.Core.Answers;

/// <summary>The meaning of an answer without tokens for the credential (sign-in) or the refresh token (refresh).</summary>
internal enum CredentialVerdict
{
    /// <summary>The service refused it. In doubt, an answer about a password counts as a refusal, because further attempts could lock the account.</summary>
    Rejected,

    /// <summary>The answer does not tell: the request is wrong, or another program answered. The same request would fail again.</summary>
    Unclear,

    /// <summary>The answer does not tell, and the same request may succeed later: too many requests, not available, an internal error.</summary>
    Transient,
}
