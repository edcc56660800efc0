namespace RfaAuth.Sandbox.Tokens;

/// <summary>What an access token looks like.</summary>
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

/// <summary>Whether the access tokens that are issued are any good.</summary>
public enum IssuedTokens
{
    Alive,

    /// <summary>They have expired already, as their <c>exp</c> says.</summary>
    Expired,

    /// <summary>They are taken back, which nothing in them says.</summary>
    Revoked,

    /// <summary>Their signature is not the service's.</summary>
    Forged,
}
