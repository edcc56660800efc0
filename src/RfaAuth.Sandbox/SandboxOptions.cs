using System.Text.Json.Serialization;

namespace RfaAuth.Sandbox;

/// <summary>
/// What the sandbox starts with, and how its services behave. The behaviour can be changed while it runs: by setting
/// <see cref="SandboxServer.Options"/>, or over HTTP with the members' names in camel case and times in seconds.
/// </summary>
public sealed record SandboxOptions
{
    /// <summary>The port on 127.0.0.1; 0: any free one. Read at the start only.</summary>
    [JsonIgnore]
    public int Port { get; init; }

    /// <summary>What the data is generated from: equal seeds give equal data. Read at the start only.</summary>
    [JsonIgnore]
    public int Seed { get; init; } = 1;

    /// <summary>Who can sign in. Read at the start only.</summary>
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

    /// <summary>What an access token looks like.</summary>
    public TokenShape TokenShape { get; init; }

    /// <summary>Whether the access tokens that are issued are any good.</summary>
    public IssuedTokens IssuedTokens { get; init; }

    /// <summary>How far the <c>iat</c> and <c>exp</c> of the tokens are from the true time: a server whose clock is wrong.</summary>
    public TimeSpan TokenClockOffset { get; init; }

    /// <summary>
    /// Whether Red Flag Alert's sign-in operations need <c>useManagementflow: true</c>. If not, they do not know the argument at all,
    /// as in the older documents.
    /// </summary>
    public bool RequireManagementFlow { get; init; } = true;

    /// <summary>The response headers in which Toggle sends a token.</summary>
    public TokenHeaders TokenHeaders { get; init; } = TokenHeaders.Both;

    /// <summary>When Toggle sends a new token with an answer.</summary>
    public TokenRotation TokenRotation { get; init; } = TokenRotation.WhenHalfSpent;

    /// <summary>The most credit that Toggle's budget holds.</summary>
    public int CostMaximum { get; init; } = 8000;

    /// <summary>How much credit comes back every ten minutes.</summary>
    public int CostRefill { get; init; } = 5000;

    /// <summary>What each resolved field costs.</summary>
    public int CostPerField { get; init; } = 1;

    /// <summary>How many entries the generated lists have: <c>entries</c>, <c>entryConnection</c> and Toggle's <c>Entries</c>.</summary>
    public int ListSize { get; init; } = 1000;

    /// <summary>The most entries of one page, whatever is asked for; 0: as many as asked for.</summary>
    public int ListCap { get; init; }

    /// <summary>How the generated lists are paged badly.</summary>
    public ListFault ListFault { get; init; }
}
