namespace RfaAuth.Core.Answers;

/// <summary>The meaning of an answer for the token and the user's rights.</summary>
internal enum AuthFailure
{
    /// <summary>Nothing: the token was accepted, or the service did not check it.</summary>
    None,

    /// <summary>The service did not accept the token. A new one may help.</summary>
    Unauthorized,

    /// <summary>The service knows the user, who may not do this. A new token does not help.</summary>
    Forbidden,

    /// <summary>
    /// Either the service did not accept the token, or the user lacks a right: it uses the same words for both (HotChocolate's
    /// AUTH_NOT_AUTHORIZED, Laravel's "Unauthenticated."). Only a call with a new token shows which.
    /// </summary>
    NotAuthorized,
}
