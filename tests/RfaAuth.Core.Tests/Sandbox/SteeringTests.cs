using System.Text.Json;
using RfaAuth.Sandbox;
using RfaAuth.Sandbox.Services.RedFlagAlert;

namespace RfaAuth.Core.Tests.Sandbox;

public sealed class SteeringTests : SandboxTest
{
    [Fact]
    public async Task The_ledger_shows_requests_tokens_and_connections_and_no_secret()
    {
        var (token, refreshToken) = await Wire.SignInAsync();
        await Wire.RfaAsync("query Who { viewer { userName } }", token);
        await Wire.RefreshAsync(refreshToken);

        var reply = await Wire.SteerAsync(HttpMethod.Get, "ledger");

        var requests = reply.Json.GetProperty("requests");
        Assert.Equal(["SignIn", "Query", "Refresh"], requests.EnumerateArray().Select(r => r.GetProperty("kind").GetString()!));
        Assert.Equal("Who", requests[1].GetProperty("operationName").GetString());
        Assert.Equal("demo", requests[1].GetProperty("user").GetString());
        Assert.Equal(Clock.GetUtcNow(), requests[1].GetProperty("at").GetDateTimeOffset());
        Assert.Equal(200, requests[1].GetProperty("status").GetInt32());
        Assert.Equal(1, reply.Json.GetProperty("tokensPresented").GetProperty(requests[1].GetProperty("tokenId").GetString()!).GetInt32());
        Assert.Equal(1, Server.Ledger.Connections);
        Assert.DoesNotContain(token, reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(refreshToken, reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(SandboxUser.Demo.Password, reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_come_and_go_over_HTTP()
    {
        await Wire.SteerAsync(HttpMethod.Post, "faults", "\"status=503:1\"");
        await Wire.SteerAsync(HttpMethod.Post, "faults", """[{"name": "retry-after", "value": "5", "kind": "query", "count": 1}]""");

        var reply = await Wire.RfaAsync("{ viewer { userName } }");
        Assert.Equal(503, reply.Status);
        Assert.Equal("5", reply.Header("Retry-After"));
        Assert.Equal(2, (await Wire.SteerAsync(HttpMethod.Get, "faults")).Json.GetArrayLength());

        await Wire.SteerAsync(HttpMethod.Delete, "faults");
        Assert.Empty(Server.FaultPlan.Rules);
    }

    [Fact]
    public async Task Options_change_by_member_and_keep_the_rest()
    {
        Server.Options = Server.Options with { OmitNullData = true };

        var reply = await Wire.SteerAsync(HttpMethod.Post, "options", """{"tokenLifetime": 0.5, "unauthorizedStyle": "Http401Empty"}""");

        Assert.Equal(0.5, reply.Json.GetProperty("tokenLifetime").GetDouble());
        Assert.Equal(TimeSpan.FromSeconds(0.5), Server.TokenLifetime);
        Assert.Equal(UnauthorizedStyle.Http401Empty, Server.Options.UnauthorizedStyle);
        Assert.True(Server.Options.OmitNullData);
        Assert.Same(Clock, Server.Options.Clock);
    }

    [Theory]
    [InlineData("access", true, false)]
    [InlineData("refresh", false, true)]
    [InlineData("all", true, true)]
    public async Task Tokens_are_revoked_by_kind(string what, bool accessIsDead, bool refreshIsDead)
    {
        var (token, refreshToken) = await Wire.SignInAsync();

        await Wire.SteerAsync(HttpMethod.Post, "revoke", $$"""{"what": "{{what}}"}""");

        Assert.Equal(accessIsDead, (await Wire.RfaAsync("{ viewer { userName } }", token)).Json.TryGetProperty("errors", out _));
        Assert.Equal(refreshIsDead, (await Wire.RefreshAsync(refreshToken)).Json.TryGetProperty("errors", out _));
    }

    [Fact]
    public async Task A_password_and_the_budget_can_be_set()
    {
        await Wire.SteerAsync(HttpMethod.Post, "password", """{"user": "demo", "password": "new"}""");
        await Wire.SteerAsync(HttpMethod.Post, "budget", """{"available": 10}""");

        var reply = await Wire.ToggleAsync(Wire.LoginDocument, variables: new { username = "demo", password = "new" });

        Assert.Equal(8, reply.Json.GetProperty("extensions").GetProperty("cost").GetProperty("throttleStatus").GetProperty("currentlyAvailable").GetInt32());
        Assert.True(Assert.Single(Server.Ledger.SignIns).IsAccepted);
    }

    [Fact]
    public async Task A_reset_brings_the_start_back_and_leaves_tokens_alone()
    {
        var (token, _) = await Wire.SignInAsync();
        await Wire.RfaAsync("mutation { updateAccountNote(note: \"x\") { note } }", token);
        Server.FaultPlan.Add("abort");
        Server.TokenLifetime = TimeSpan.FromSeconds(1);
        Server.ChangePassword("new");

        await Wire.SteerAsync(HttpMethod.Post, "reset");

        Assert.Empty(Server.Ledger.Requests);
        Assert.Empty(Server.FaultPlan.Rules);
        Assert.Equal(TimeSpan.FromHours(1), Server.TokenLifetime);
        Assert.Equal("""{"account":{"note":""}}""", (await Wire.RfaAsync("{ account { note } }", token)).Data.GetRawText());
        await Wire.SignInAsync();
    }

    [Theory]
    [InlineData("faults", "\"nope\"")]
    [InlineData("faults", """{"name": "abort", "nope": 1}""")]
    [InlineData("faults", "[\"abort\", \"nope\"]")]
    [InlineData("options", """{"nope": 1}""")]
    [InlineData("options", """{"tokenLifetime": "long"}""")]
    [InlineData("revoke", """{"what": "nothing"}""")]
    [InlineData("password", """{"user": "nobody", "password": "x"}""")]
    [InlineData("budget", "{}")]
    [InlineData("faults", "{")]
    public async Task What_cannot_be_done_is_refused_with_a_reason_and_changes_nothing(string path, string body)
    {
        var reply = await Wire.SteerAsync(HttpMethod.Post, path, body);

        Assert.Equal(400, reply.Status);
        Assert.NotEmpty(reply.Json.GetProperty("error").GetString()!);
        Assert.Empty(Server.FaultPlan.Rules);
    }

    [Fact]
    public async Task The_address_lists_its_commands_and_knows_no_others()
    {
        Assert.Contains(
            (await Wire.SteerAsync(HttpMethod.Get, "")).Json.EnumerateObject(),
            command => command.Name == "POST faults" && command.Value.ValueKind == JsonValueKind.String);
        Assert.Equal(404, (await Wire.SteerAsync(HttpMethod.Get, "nope")).Status);
    }

    [Fact]
    public async Task What_is_no_GraphQL_request_is_refused_by_method_and_type()
    {
        using var get = new HttpRequestMessage(HttpMethod.Get, Server.RfaEndpoint);
        using var text = new HttpRequestMessage(HttpMethod.Post, Server.RfaEndpoint) { Content = new StringContent("{ viewer }") };
        using var noQuery = new HttpRequestMessage(HttpMethod.Post, Server.RfaEndpoint) { Content = new StringContent("[]", null, "application/json") };

        Assert.Equal(405, (await Wire.SendAsync(get, default)).Status);
        Assert.Equal(415, (await Wire.SendAsync(text, default)).Status);
        Assert.Equal(400, (await Wire.SendAsync(noQuery, default)).Status);
    }

    [Fact]
    public async Task A_thousand_calls_at_once_are_all_answered_and_all_in_the_ledger()
    {
        var (token, _) = await Wire.SignInAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ =>
            Wire.RfaAsync("mutation { addCompanyToWatchlist(company_number: \"01000001\") { __typename } }", token)));

        Assert.All(replies, reply => Assert.Equal("""{"data":{"addCompanyToWatchlist":{"__typename":"WatchlistPayload"}}}""", reply.Text));
        Assert.Equal(1000, Server.Ledger.ExecutionCount("addCompanyToWatchlist"));
        Assert.Equal(Enumerable.Range(1, 1001).Select(n => (long)n), Server.Ledger.Requests.Select(r => r.Number));
        Assert.All(Server.Ledger.Requests, request => Assert.Equal(200, request.Status));
    }
}
