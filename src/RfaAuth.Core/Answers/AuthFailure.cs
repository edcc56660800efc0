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
    /// The service says so of a token that it does not accept and of a right that the user does not have (HotChocolate's
    /// AUTH_NOT_AUTHORIZED, Laravel's "Unauthenticated."): only a new token tells the two apart.
    /// </summary>
    NotAuthorized,
}
