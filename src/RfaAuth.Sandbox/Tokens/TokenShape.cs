namespace RfaAuth.Sandbox.Tokens;

/// <summary>The form of an access token.</summary>
public enum TokenShape
{
    /// <summary>A JWT with <c>iss</c>, <c>sub</c>, <c>jti</c>, <c>iat</c> and <c>exp</c>.</summary>
    Jwt,

    /// <summary>A JWT of more than 16 KiB.</summary>
    LongJwt,

    /// <summary>Three parts, the second of which is no base64.</summary>
    BrokenJwt,

    /// <summary>No JWT: random text.</summary>
    Opaque,
}

/// <summary>Whether new access tokens are valid.</summary>
public enum IssuedTokens
{
    Alive,

    /// <summary>They have expired, and <c>exp</c> says so.</summary>
    Expired,

    /// <summary>They are revoked, and nothing in them says so.</summary>
    Revoked,

    /// <summary>Their signature is not the service's.</summary>
    Forged,
}
