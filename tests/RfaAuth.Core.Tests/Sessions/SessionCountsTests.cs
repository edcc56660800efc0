namespace RfaAuth.Core.Tests.Sessions;

/// <summary>What a session counts is what was sent, repeated, waited for and spent.</summary>
public sealed class SessionCountsTests : SessionTests
{
    private const string User = """{"data":{"loginUser":{"id":1}}}""";

    [Fact]
    public async Task A_session_counts_requests_repetitions_and_bytes()
    {
        var grants = new[] { Grant("signIn", "A1", "R1"), Grant("signInRefresh", "A2", "R2") };
        Http.Answer(200, grants[0]).Answer(503, "busy", "text/plain").Answer(200, Unauthorized).Answer(200, grants[1]).Answer(200, Data).Answer(200, Data).Answer(200, Data);
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);
        for (var i = 0; i < 3; i++)
            await ExecuteAsync(session, Query);

        var status = session.Status;
        Assert.Equal((7, 2, 1), (status.RequestCount, status.RetryCount, status.RenewalCount));
        Assert.Equal(Http.Requests.Sum(sent => Encoding.UTF8.GetByteCount(sent.Body)), status.BytesSent);
        Assert.Equal(grants.Sum(Encoding.UTF8.GetByteCount) + "busy".Length + Unauthorized.Length + (3 * Data.Length), status.BytesReceived);
        Assert.Null(status.CostSpent);
        Assert.Equal(TimeSpan.Zero, status.PacingWait);
    }

    [Fact]
    public async Task A_session_counts_the_waits_before_repetitions_and_those_of_other_calls()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1"))
            .Answer(429, "", headers: ("Retry-After", "25")).Answer(200, Data)
            .Answer(429, "", headers: ("Retry-After", "7")).Answer(200, Data);
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        await ExecuteAsync(session, Query);
        Assert.Equal((25, 0), Waits(session));
        // No repetition, but the next call has to wait for what this one was told.
        await session.ExecuteAsync(new("mutation { a b }"), new CallOptions { Timeout = TimeSpan.FromSeconds(5) }, default).ContinueWith(_ => { });
        await ExecuteAsync(session, Query);

        Assert.Equal((25, 7), Waits(session));
    }

    [Fact]
    public async Task A_session_counts_cost_points_and_the_waits_for_the_budget()
    {
        Http.Answer(200, User, headers: ("X-Authorization", Jwt.Create(Clock.UtcNow, TimeSpan.FromHours(1)))).Answer(200, Cost(16, 0)).Answer(200, Cost(9, 180)).Answer(200, Data);
        using var session = await ConnectAsync(ToggleApi.Definition, "me");
        Assert.Null(session.Status.CostSpent);

        await ExecuteAsync(session, Query);
        Assert.Equal(16, session.Status.CostSpent);
        await ExecuteAsync(session, Query);
        await ExecuteAsync(session, Query);

        Assert.Equal(25, session.Status.CostSpent);
        Assert.Equal(Clock.Delays.Sum(wait => wait.TotalSeconds), session.Status.PacingWait.TotalSeconds, 3);
        Assert.True(session.Status.PacingWait.TotalSeconds > 20);
        Assert.Equal(TimeSpan.Zero, session.Status.RetryWait);
    }

    [Fact]
    public async Task A_snapshot_of_the_counts_does_not_change()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(200, Data);
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);
        var before = session.Status;

        await ExecuteAsync(session, Query);

        Assert.Equal((1, 2), (before.RequestCount, session.Status.RequestCount));
    }

    [Fact]
    public async Task Concurrent_calls_are_all_counted()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1"));
        for (var i = 0; i < 500; i++)
            Http.Answer(200, Cost(3, 8000));
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Task.Run(() => ExecuteAsync(session, Query))));

        Assert.Equal((501, 1500), (session.Status.RequestCount, session.Status.CostSpent));
    }

    private static (int Retry, int Pacing) Waits(ApiSession session) =>
        ((int)Math.Round(session.Status.RetryWait.TotalSeconds), (int)Math.Round(session.Status.PacingWait.TotalSeconds));

    private static string Cost(int cost, int left) =>
        $"{{\"data\":{{\"a\":1}},\"extensions\":{{\"cost\":{{\"actualQueryCost\":{cost},\"throttleStatus\":{{\"maximumAvailable\":8000,\"currentlyAvailable\":{left}}}}}}}}}";
}
