namespace RfaAuth.Core.Answers;

/// <summary>What an answer to a sign-in or a refresh that brought no tokens says of the credential, or of the refresh token.</summary>
internal enum CredentialVerdict
{
    /// <summary>It was judged, and refused. Where an answer leaves doubt about a password, it counts as judged: accounts lock.</summary>
    Judged,

    /// <summary>It was not judged: the request is wrong, or something else than the service answered. Without a change this stays.</summary>
    NotJudged,

    /// <summary>It was not judged, and the same request may succeed later: too many requests, not available, an internal error.</summary>
    Transient,
}
