namespace RfaAuth.Sandbox.Ledger;

/// <summary>The purpose of a request, by its root fields.</summary>
public enum RequestKind
{
    /// <summary>No GraphQL document could be read, or no operation chosen.</summary>
    Unknown,
    SignIn,
    Refresh,
    Query,
    Mutation,
}

/// <summary>A request that arrived.</summary>
public sealed record RequestEntry
{
    /// <summary>The place in the order of arrival, from 1.</summary>
    public long Number { get; init; }

    /// <summary>When it arrived, by the sandbox's clock.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary><c>rfa</c> or <c>toggle</c>.</summary>
    public required string Service { get; init; }

    public RequestKind Kind { get; init; }

    public string? OperationName { get; init; }

    /// <summary>The root fields asked for, in document order.</summary>
    public IReadOnlyList<string> RootFields { get; init; } = [];

    /// <summary>The id (<c>jti</c>) of the token of the request, or a fingerprint of an unknown token; null: none.</summary>
    public string? TokenId { get; init; }

    /// <summary>The user name of a valid token.</summary>
    public string? User { get; init; }

    /// <summary>The user to whom the service issued the token of the request, also if it is dead; null: there was none, or it is unknown.</summary>
    public string? TokenOwner { get; init; }

    /// <summary>The TCP connection it came on.</summary>
    public string? Connection { get; init; }

    /// <summary>The status answered; null: none yet, or the connection was cut before there was one.</summary>
    public int? Status { get; init; }

    /// <summary>The names of the faults of the request.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];
}

/// <summary>A root field of a mutation that was executed.</summary>
/// <param name="Request">The number of the request it came in.</param>
/// <param name="Service"><c>rfa</c> or <c>toggle</c>.</param>
/// <param name="Field">The root field's name.</param>
/// <param name="Arguments">The coerced arguments as JSON.</param>
/// <param name="User">The user of the token.</param>
public sealed record MutationEntry(long Request, string Service, string Field, string Arguments, string? User);

/// <summary>A sign-in, accepted or not.</summary>
/// <param name="Request">The number of the request it came in.</param>
/// <param name="Service"><c>rfa</c> or <c>toggle</c>.</param>
/// <param name="Name">The name given.</param>
/// <param name="IsAccepted">Whether a token was issued.</param>
public sealed record SignInEntry(long Request, string Service, string Name, bool IsAccepted);

/// <summary>A refresh, accepted or not.</summary>
/// <param name="Request">The number of the request it came in.</param>
/// <param name="RefreshTokenId">The fingerprint of the refresh token presented.</param>
/// <param name="Outcome"><c>Accepted</c>, <c>Unknown</c>, <c>Revoked</c> or <c>Reused</c>.</param>
public sealed record RefreshEntry(long Request, string RefreshTokenId, string Outcome)
{
    public bool IsAccepted => Outcome == "Accepted";
}

/// <summary>A request that reached the trap.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path asked for.</param>
/// <param name="HasAuthorization">Whether it carried an <c>Authorization</c> header.</param>
public sealed record TrapEntry(string Method, string Path, bool HasAuthorization);
