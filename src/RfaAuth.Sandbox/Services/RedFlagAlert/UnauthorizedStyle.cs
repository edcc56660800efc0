namespace RfaAuth.Sandbox.Services.RedFlagAlert;

/// <summary>The ways in which a HotChocolate service was seen to refuse a token.</summary>
public enum UnauthorizedStyle
{
    /// <summary>HTTP 200 with AUTH_NOT_AUTHENTICATED on each refused field.</summary>
    Http200GraphQL,

    /// <summary>HTTP 400 with the same body.</summary>
    Http400GraphQL,

    /// <summary>HTTP 401 with the same body.</summary>
    Http401GraphQL,

    /// <summary>HTTP 500 with the same body.</summary>
    Http500GraphQL,

    /// <summary>HTTP 401 before GraphQL is reached: no body, nothing executed.</summary>
    Http401Empty,
}
