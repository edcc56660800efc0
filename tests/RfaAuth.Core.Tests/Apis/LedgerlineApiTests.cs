using RfaAuth.Core.Tests.Sessions;

namespace RfaAuth.Core.Tests.Apis;

/// <summary>Ledgerline, as its service answers.</summary>
public sealed class LedgerlineApiTests : SessionTests
{
    private const string SignedIn = """{"data":{"login":{"token":"T1","renewal":"R1","expiresIn":900}}}""";
    private const string Refreshed = """{"data":{"renew":{"token":"T2","renewal":"R2","expiresIn":600}}}""";
    private const string DeadToken = """{"errors":[{"message":"Your session is over.","reasons":["It was closed"]}]}""";
    private const string DeadRefreshToken = """{"errors":[{"message":"Your session cannot be renewed","path":["renew"]}],"data":{"renew":null}}""";
    private const string WrongPassword = """{"errors":[{"message":"Sorry","reasons":["The secret is not yours"],"path":["login"]}],"data":{"login":null}}""";
    private const string InvalidArgument = """{"errors":[{"message":"No","reasons":["The year is over","It is closed"]}],"data":null}""";
    private const string Spent = """{"data":{"a":1},"extensions":{"budget":{"spent":900,"left":0,"max":1000,"perSecond":50}}}""";

    [Fact]
    public async Task A_dead_token_is_refreshed()
    {
        Http.Answer(200, SignedIn).Answer(200, DeadToken).Answer(200, Refreshed).Answer(200, Data);
        using var session = await ConnectAsync(LedgerlineApi.Definition);
        Assert.Equal(TimeSpan.FromSeconds(900), session.Status.TimeLeft);

        Assert.True((await ExecuteAsync(session, Query)).Response.HasData);

        Assert.Equal([null, "Bearer T1", null, "Bearer T2"], Http.Requests.Select(request => request.Authorization));
        Assert.Contains("\"renewal\":\"R1\"", Http.Requests[2].Body, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(600), session.Status.TimeLeft);
    }

    [Fact]
    public async Task A_dead_refresh_token_leads_to_a_sign_in()
    {
        Http.Answer(200, SignedIn).Answer(200, DeadToken).Answer(200, DeadRefreshToken).Answer(200, SignedIn.Replace("T1", "T3", StringComparison.Ordinal)).Answer(200, Data);
        using var session = await ConnectAsync(LedgerlineApi.Definition);

        Assert.True((await ExecuteAsync(session, Query)).Response.HasData);

        Assert.Equal("Bearer T3", Http.Requests[^1].Authorization);
    }

    [Fact]
    public async Task A_wrong_password_is_CredentialRejected()
    {
        Http.Answer(200, WrongPassword);

        var error = await Assert.ThrowsAsync<RfaException>(() => ConnectAsync(LedgerlineApi.Definition));

        Assert.Equal(ErrorCodes.CredentialRejected, error.ErrorCode);
    }

    [Fact]
    public async Task A_token_in_an_answer_is_sent_with_the_next_calls()
    {
        Http.Answer(200, SignedIn).Answer(200, Data, headers: ("X-Ledgerline-Token", "T2")).Answer(200, Data);
        using var session = await ConnectAsync(LedgerlineApi.Definition);

        await ExecuteAsync(session, Query);
        var timeLeft = session.Status.TimeLeft;
        await ExecuteAsync(session, Query);

        Assert.Equal([null, "Bearer T1", "Bearer T2"], Http.Requests.Select(request => request.Authorization));
        Assert.True(session.Status.HasRefreshToken);
        // The header does not say it. The new token lives as long as the first one.
        Assert.Equal(TimeSpan.FromMinutes(15), timeLeft);
    }

    [Fact]
    public async Task A_spent_budget_is_waited_for()
    {
        Http.Answer(200, SignedIn).Answer(200, Spent).Answer(200, Data);
        using var session = await ConnectAsync(LedgerlineApi.Definition);

        await ExecuteAsync(session, Query);
        await ExecuteAsync(session, Query);

        // The reserve of 200 points, at 50 a second.
        Assert.Equal(4, Clock.Delays.Sum(delay => delay.TotalSeconds), 3);
        Assert.Equal(900, session.Status.CostSpent);
    }

    [Fact]
    public async Task An_error_shows_its_reasons()
    {
        Http.Answer(200, SignedIn).Answer(200, InvalidArgument);
        using var session = await ConnectAsync(LedgerlineApi.Definition);

        Assert.Equal("No: The year is over, It is closed", (await ExecuteAsync(session, Query)).FirstError.Message);
    }
}
