namespace RfaAuth.Sandbox.Tokens;

/// <summary>What an access token looks like.</summary>
public enum TokenShape
{
    /// <summary>A JWT with <c>iss</c>, <c>sub</c>, <c>jti</c>, <c>iat</c> and <c>exp</c>.</summary>
    Jwt,

    /// <summary>A JWT without <c>exp</c>.</summary>
    JwtWithoutExpiry,

    /// <summary>A JWT whose <c>exp</c> is a text.</summary>
    JwtWithNonsenseExpiry,

    /// <summary>No JWT: random text.</summary>
    Opaque,
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
