using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using RfaAuth.Sandbox.Ledger;

namespace RfaAuth.Core.Tests.Sandbox;

public sealed class FaultTests : SandboxTest
{
    private const string Watch = """mutation { addCompanyToWatchlist(company_number: "01000001") { entryCount } }""";
    private const string Viewer = "{ viewer { userName } }";

    [Theory]
    [InlineData("status=503", 503, "text/html", 0)]
    [InlineData("status=429,json", 429, "application/json", 0)]
    [InlineData("status=401,none", 401, null, 0)]
    [InlineData("status-after=500,none", 500, null, 1)]
    [InlineData("empty-body", 200, "application/json", 1)]
    [InlineData("body=[1]", 200, "application/json", 1)]
    [InlineData("content-type=text/html", 200, "text/html", 1)]
    [InlineData("graphql-error=SOME_CODE|Some message|a.0.b|500", 500, "application/json", 0)]
    public async Task An_answer_is_replaced_before_or_after_execution(string fault, int status, string? contentType, int executions)
    {
        var (token, _) = await Wire.SignInAsync();
        Server.FaultPlan.Add(fault);

        var reply = await Wire.RfaAsync(Watch, token);

        Assert.Equal(status, reply.Status);
        Assert.Equal(contentType, reply.ContentType);
        Assert.Equal(executions, Server.Ledger.ExecutionCount("addCompanyToWatchlist"));
        Assert.Equal(status, Server.Ledger.Requests[^1].Status);
        Assert.Single(Server.Ledger.Requests[^1].Faults);
    }

    [Fact]
    public async Task A_GraphQL_error_has_the_code_the_message_and_the_path_given()
    {
        Server.FaultPlan.Add("graphql-error=SOME_CODE|Some message|a.0.b");

        var reply = await Wire.RfaAsync(Viewer);

        Assert.Equal("""{"errors":[{"message":"Some message","path":["a",0,"b"],"extensions":{"code":"SOME_CODE"}}]}""", reply.Text);
    }

    [Theory]
    [InlineData("abort", 0)]
    [InlineData("abort-after", 1)]
    public async Task A_connection_is_reset_before_or_after_execution(string fault, int executions)
    {
        var (token, _) = await Wire.SignInAsync();
        Server.FaultPlan.Add(fault);

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => Wire.RfaAsync(Watch, token));

        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(exception.GetBaseException()).SocketErrorCode);
        Assert.Equal(executions, Server.Ledger.ExecutionCount("addCompanyToWatchlist"));
    }

    [Theory]
    [InlineData("abort-in-body", typeof(SocketException))]
    [InlineData("truncate", typeof(HttpIOException))]
    public async Task A_body_ends_before_its_declared_length_by_a_reset_or_in_order(string fault, Type cause)
    {
        var (token, _) = await Wire.SignInAsync();
        Server.FaultPlan.Add(fault);

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => Wire.RfaAsync(Watch, token));

        Assert.IsType(cause, exception.GetBaseException());
        Assert.Equal(1, Server.Ledger.ExecutionCount("addCompanyToWatchlist"));
    }

    [Fact]
    public async Task Broken_JSON_has_the_right_length()
    {
        var (token, _) = await Wire.SignInAsync();
        Server.FaultPlan.Add("broken-json");

        var reply = await Wire.RfaAsync(Viewer, token);

        Assert.StartsWith("{\"data\"", reply.Text, StringComparison.Ordinal);
        Assert.ThrowsAny<JsonException>(() => reply.Json);
    }

    [Theory]
    [InlineData("hang", 0)]
    [InlineData("hang-after", 1)]
    public async Task A_request_hangs_until_the_client_gives_up(string fault, int executions)
    {
        var (token, _) = await Wire.SignInAsync();
        Server.FaultPlan.Add(fault);
        using var patience = new CancellationTokenSource();

        var call = Wire.RfaAsync(Watch, token, cancellation: patience.Token);
        await UntilAsync(() => Server.Ledger.Requests.Count == 2 && Server.Ledger.ExecutionCount("addCompanyToWatchlist") == executions);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Null(Server.Ledger.Requests[1].Status);
    }

    [Fact]
    public async Task A_sandbox_that_stops_ends_the_requests_that_hang()
    {
        Server.FaultPlan.Add("hang");
        var call = Wire.RfaAsync(Viewer);
        await UntilAsync(() => Server.Ledger.Requests.Count == 1);

        await Server.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => call);
    }

    [Theory]
    [InlineData("delay=90000", 0)]
    [InlineData("delay-after=90000", 1)]
    public async Task A_delay_lasts_as_long_as_it_says_by_the_clock(string fault, int executions)
    {
        var (token, _) = await Wire.SignInAsync();
        Server.FaultPlan.Add(fault);

        var call = Wire.RfaAsync(Watch, token);
        await UntilAsync(() => Clock.PendingTimers == 1);
        Clock.Advance(TimeSpan.FromSeconds(89));
        Assert.Equal(1, Clock.PendingTimers);
        Assert.Equal(executions, Server.Ledger.ExecutionCount("addCompanyToWatchlist"));
        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(200, (await call).Status);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_leads_to_the_trap_which_writes_down_who_follows(int status)
    {
        Server.FaultPlan.Add($"redirect={status}");

        var reply = await Wire.RfaAsync(Viewer);

        Assert.Equal(status, reply.Status);
        Assert.Equal(Server.TrapEndpoint.AbsoluteUri, reply.Header("Location"));
        Assert.Empty(Server.Ledger.TrapRequests);
        Assert.Equal(0, Server.Ledger.TrapConnections);

        using var follower = new HttpRequestMessage(HttpMethod.Post, new Uri(Server.TrapEndpoint, "x"));
        await Wire.SendAsync(follower, default);
        Assert.Equal(new TrapEntry("POST", "/x", HasAuthorization: false), Assert.Single(Server.Ledger.TrapRequests));
        Assert.Equal(1, Server.Ledger.TrapConnections);
    }

    [Fact]
    public async Task Faults_that_fit_the_same_request_are_all_played()
    {
        Server.FaultPlan.Add("status=429,none");
        Server.FaultPlan.Add("retry-after=Wed, 21 Oct 2015 07:28:00 GMT");

        var reply = await Wire.RfaAsync(Viewer);

        Assert.Equal(429, reply.Status);
        Assert.Equal("Wed, 21 Oct 2015 07:28:00 GMT", reply.Header("Retry-After"));
    }

    [Fact]
    public async Task Unauthorized_once_spares_the_sign_in_and_ends_after_one_call()
    {
        Server.FaultPlan.Add("unauthorized:1");
        var (token, _) = await Wire.SignInAsync();

        var refused = await Wire.RfaAsync(Watch, token);
        var taken = await Wire.RfaAsync(Watch, token);

        Assert.Equal("AUTH_NOT_AUTHENTICATED", refused.Code);
        Assert.Equal("""{"addCompanyToWatchlist":{"entryCount":1}}""", taken.Data.GetRawText());
    }

    [Fact]
    public async Task Unauthorized_has_the_shape_of_the_service()
    {
        Server.FaultPlan.Add("unauthorized@toggle");
        var token = await Wire.LogInAsync();

        var reply = await Wire.ToggleAsync("{ Accounts { data { id } } }", token);

        Assert.Equal("Unauthorized", reply.Error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_refused_field_leaves_the_others_executed()
    {
        var (token, _) = await Wire.SignInAsync();
        Server.FaultPlan.Add("refuse-field=second");

        var reply = await Wire.RfaAsync(
            """mutation { first: addCompanyToWatchlist(company_number: "01000001") { second: entryCount } second: addCompanyToWatchlist(company_number: "01000001") { entryCount } }""",
            token);

        Assert.Equal("""{"first":{"second":1},"second":null}""", reply.Data.GetRawText());
        Assert.Equal("""["second"]""", reply.Error.GetProperty("path").GetRawText());
        Assert.Equal(1, Server.Ledger.ExecutionCount("addCompanyToWatchlist"));
    }

    [Fact]
    public async Task Token_headers_are_dropped_blanked_or_doubled()
    {
        Server.FaultPlan.Add("drop-token-header:1");
        Server.FaultPlan.Add("blank-token-header:1@from=2");
        Server.FaultPlan.Add("double-token-header=other:1@from=3");

        var dropped = await LogInAsync();
        var blank = await LogInAsync();
        var doubled = await LogInAsync();

        Assert.Null(dropped.Header("X-Authorization"));
        Assert.True(string.IsNullOrWhiteSpace(blank.Header("X-Authorization")));
        Assert.NotNull(blank.Header("X-Authorization"));
        Assert.EndsWith("|other", doubled.Header("X-Authorization"), StringComparison.Ordinal);
    }

    private Task<WireReply> LogInAsync() =>
        Wire.ToggleAsync(Wire.LoginDocument, variables: new { email = "demo@example.com", password = RfaAuth.Sandbox.SandboxUser.Demo.Password });

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Yield();
        }
    }
}
