using RfaAuth.Sandbox.Faults;

namespace RfaAuth.Core.Tests.Sandbox;

/// <summary>What tests of the product rely on: the ledger is true, dead tokens are refused, and a rule is played where it says.</summary>
public sealed class SandboxTests : IAsyncLifetime
{
    private const string Viewer = "query Who { viewer { userName } }";
    private const string Note = "mutation Note { updateAccountNote(note: \"x\") { note } }";

    private readonly SandboxClock _clock = new();
    private SandboxServer _server = null!;
    private Wire _wire = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await SandboxServer.StartAsync(new SandboxOptions { Clock = _clock });
        _wire = new Wire(_server);
    }

    public async ValueTask DisposeAsync()
    {
        _wire.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_ledger_shows_requests_tokens_and_connections_and_no_secret()
    {
        var (token, refreshToken) = await _wire.SignInAsync();
        await _wire.RfaAsync(Viewer, token);
        await _wire.RefreshAsync(refreshToken);

        var reply = await _wire.GetAsync(new Uri(_server.AdminEndpoint, "ledger"));

        var requests = reply.Json.GetProperty("requests");
        Assert.Equal(["SignIn", "Query", "Refresh"], requests.EnumerateArray().Select(r => r.GetProperty("kind").GetString()!));
        Assert.Equal("Who", requests[1].GetProperty("operationName").GetString());
        Assert.Equal("demo", requests[1].GetProperty("user").GetString());
        Assert.Equal(_clock.GetUtcNow(), requests[1].GetProperty("at").GetDateTimeOffset());
        Assert.Equal(200, requests[1].GetProperty("status").GetInt32());
        Assert.Equal(1, reply.Json.GetProperty("tokensPresented").GetProperty(requests[1].GetProperty("tokenId").GetString()!).GetInt32());
        Assert.Equal(1, _server.Ledger.Connections);
        Assert.All([token, refreshToken, SandboxUser.Demo.Password], secret => Assert.DoesNotContain(secret, reply.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_ledger_has_each_of_a_thousand_concurrent_mutations()
    {
        var (token, _) = await _wire.SignInAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => _wire.RfaAsync(Note, token)));

        Assert.All(replies, reply => Assert.False(reply.HasErrors));
        Assert.Equal(1000, _server.Ledger.Mutations.Count);
        Assert.Equal(Enumerable.Range(1, 1001).Select(n => (long)n), _server.Ledger.Requests.Select(r => r.Number));
    }

    [Fact]
    public async Task A_forged_or_dead_token_is_refused_and_runs_nothing()
    {
        var (token, _) = await _wire.SignInAsync();
        var parts = token.Split('.');

        Assert.True((await _wire.RfaAsync(Note, $"{parts[0]}.{parts[1]}.{new string('A', parts[2].Length)}")).HasErrors);
        _clock.Advance(TimeSpan.FromMinutes(60));
        Assert.True((await _wire.RfaAsync(Note, token)).HasErrors);

        Assert.Empty(_server.Ledger.Mutations);
        Assert.Equal([null, null, "demo"], _server.Ledger.Requests.Select(r => r.TokenOwner));
    }

    [Fact]
    public async Task A_refresh_token_used_twice_ends_all_tokens_of_its_sign_in()
    {
        var (_, first) = await _wire.SignInAsync();
        var second = await _wire.RefreshAsync(first);

        await _wire.RefreshAsync(first);
        await _wire.RefreshAsync(second!);

        Assert.Equal(["Accepted", "Reused", "Revoked"], _server.Ledger.Refreshes.Select(r => r.Outcome));
        Assert.Equal(2, _server.Ledger.RefreshTokensSeen[_server.Ledger.Refreshes[0].RefreshTokenId]);
    }

    [Fact]
    public async Task A_fault_rule_applies_to_the_requests_that_fit_its_conditions()
    {
        var (token, refreshToken) = await _wire.SignInAsync();
        _server.FaultPlan.Add("status=418,none:1@rfa,mutation,operation=Note,field=updateAccountNote,from=2");
        _server.FaultPlan.Add("status=503,none@refresh");

        Assert.Equal(200, (await _wire.RfaAsync(Note, token)).Status);
        Assert.Equal(200, (await _wire.RfaAsync(Note.Replace(" Note ", " Other ", StringComparison.Ordinal), token)).Status);
        Assert.Equal(418, (await _wire.RfaAsync(Note, token)).Status);
        Assert.Equal(200, (await _wire.RfaAsync(Note, token)).Status);
        Assert.Null(await _wire.RefreshAsync(refreshToken));
        Assert.Empty(_server.Ledger.Refreshes);
    }

    [Theory]
    [InlineData("nope")]
    [InlineData("status=high")]
    [InlineData("abort=1")]
    [InlineData("abort@nobody")]
    [InlineData("")]
    public void A_wrong_fault_rule_is_refused(string rule)
    {
        Assert.Throws<FormatException>(() => _server.FaultPlan.Add(rule));
        Assert.Empty(_server.FaultPlan.Rules);
    }

    [Fact]
    public void Equal_seeds_give_equal_faults()
    {
        var rules = FaultMix.Create(7, "op", 1, 10_000, tokenFaults: 200);

        Assert.Equal(rules, FaultMix.Create(7, "op", 1, 10_000, tokenFaults: 200));
        Assert.NotEqual(rules, FaultMix.Create(8, "op", 1, 10_000, tokenFaults: 200));
        Assert.InRange(rules.Count(r => r.Operation is not null), 900, 1100);
        Assert.All(rules, r => Assert.Equal(1, r.Count));
        Assert.Equal(FaultMix.Kinds.Count + FaultMix.TokenKinds.Count, rules.Select(r => (r.Name, r.Value, r.Kind)).Distinct().Count());
        _server.FaultPlan.AddRange(rules);
    }
}
