namespace RfaAuth.Sandbox.Services.Toggle;

/// <summary>The response headers in which Toggle sends a token.</summary>
public enum TokenHeaders
{
    /// <summary>Both, with the same value, as documented now.</summary>
    Both,

    /// <summary><c>X-Authorization</c> only, as announced.</summary>
    XAuthorization,

    /// <summary><c>Authorization</c> only, as in older documents.</summary>
    Authorization,
}

/// <summary>When Toggle sends a new token with an answer.</summary>
public enum TokenRotation
{
    Never,

    /// <summary>On every answer to a valid token.</summary>
    EveryAnswer,

    /// <summary>When less than half of the token's life is left.</summary>
    WhenHalfSpent,
}
