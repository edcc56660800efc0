namespace RfaAuth.Sandbox.Tokens;

/// <summary>What an access token looks like.</summary>
public enum TokenShape
{
    /// <summary>A JWT with <c>iss</c>, <c>sub</c>, <c>jti</c>, <c>iat</c> and <c>exp</c>.</summary>
    Jwt,

    /// <summary>A JWT without <c>exp</c>.</summary>
    JwtWithoutExpiry,

    /// <summary>A JWT whose <c>exp</c> is a text that is no time.</summary>
    JwtWithNonsenseExpiry,

    /// <summary>A JWT whose <c>exp</c> is the right number, written as a text.</summary>
    JwtWithTextExpiry,

    /// <summary>A JWT whose <c>exp</c> has decimals, as NumericDate may have (RFC 7519, section 2).</summary>
    JwtWithFractionalExpiry,

    /// <summary>A JWT whose <c>exp</c> is below zero.</summary>
    JwtWithNegativeExpiry,

    /// <summary>A JWT whose <c>exp</c> is beyond all calendars: 10 to the power of 18.</summary>
    JwtWithHugeExpiry,

    /// <summary>A JWT of more than 16 KiB.</summary>
    LongJwt,

    /// <summary>Five parts, as an encrypted JWT has: none of them can be read.</summary>
    EncryptedJwt,

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

/// <summary>What a refresh does with the refresh token it was given.</summary>
public enum RefreshTokenRotation
{
    /// <summary>It is used up, and a new one is in the answer. Using it again revokes all that came of the same sign-in.</summary>
    Rotate,

    /// <summary>It stays, and is in the answer again.</summary>
    Keep,

    /// <summary>It stays, and the answer has null in its place.</summary>
    Omit,
}
