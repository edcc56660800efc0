namespace RfaAuth.Core.Answers;

/// <summary>What an answer says about who is asking.</summary>
internal enum AuthFailure
{
    /// <summary>Nothing: the token was accepted, or was never looked at.</summary>
    None,

    /// <summary>The token was not accepted: a new one may help.</summary>
    Unauthorized,

    /// <summary>The user is known but may not do this: a new token does not help.</summary>
    Forbidden,

    /// <summary>
    /// The service says not allowed, which some services also say of a dead token (HotChocolate's AUTH_NOT_AUTHORIZED):
    /// Forbidden with a token that is still valid, else Unauthorized.
    /// </summary>
    NotAuthorized,
}
