using System.Text.Json.Serialization;

namespace RfaAuth.Sandbox;

/// <summary>
/// How the sandbox starts and how its services behave. The behaviour can be changed while it runs: by
/// <see cref="SandboxServer.Options"/>, or over HTTP with the names in camel case and times in seconds.
/// </summary>
public sealed record SandboxOptions
{
    /// <summary>The port on 127.0.0.1; 0: any free one. Read at the start only.</summary>
    [JsonIgnore]
    public int Port { get; init; }

    /// <summary>The seed of the generated data: equal seeds give equal data. Read at the start only.</summary>
    [JsonIgnore]
    public int Seed { get; init; } = 1;

    /// <summary>The users who can sign in. Read at the start only.</summary>
    [JsonIgnore]
    public IReadOnlyList<SandboxUser> Users { get; init; } = SandboxUser.Defaults;

    /// <summary>The clock of tokens, budgets and delays. Read at the start only.</summary>
    [JsonIgnore]
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Faults in force from the start, as <see cref="Faults.FaultRule.Parse"/> reads them.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>How long an access token lives; may be below a second, although its <c>exp</c> is in whole seconds (rounded up).</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>The form of the access tokens.</summary>
    public TokenShape TokenShape { get; init; }

    /// <summary>Whether new access tokens are valid.</summary>
    public IssuedTokens IssuedTokens { get; init; }

    /// <summary>The difference of <c>iat</c> and <c>exp</c> from the true time, as on a server whose clock is wrong.</summary>
    public TimeSpan TokenClockOffset { get; init; }

    /// <summary>
    /// Whether Red Flag Alert's sign-in operations need <c>useManagementflow: true</c>. If not, they have no such argument,
    /// as in the older documents.
    /// </summary>
    public bool RequireManagementFlow { get; init; } = true;

    /// <summary>The response headers in which Toggle sends a token.</summary>
    public TokenHeaders TokenHeaders { get; init; } = TokenHeaders.Both;

    /// <summary>When Toggle sends a new token with an answer.</summary>
    public TokenRotation TokenRotation { get; init; } = TokenRotation.WhenHalfSpent;

    /// <summary>The maximum of Toggle's cost budget.</summary>
    public int CostMaximum { get; init; } = 8000;

    /// <summary>The points that the budget gets back in ten minutes.</summary>
    public int CostRefill { get; init; } = 5000;

    /// <summary>The cost of each resolved field.</summary>
    public int CostPerField { get; init; } = 1;

    /// <summary>How many entries the generated lists have: <c>entries</c>, <c>entryConnection</c> and Toggle's <c>Entries</c>.</summary>
    public int ListSize { get; init; } = 1000;

    /// <summary>The maximum of entries on a page; 0: no maximum.</summary>
    public int ListCap { get; init; }

    /// <summary>The fault in the paging of the generated lists.</summary>
    public ListFault ListFault { get; init; }
}
