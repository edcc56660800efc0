namespace RfaAuth.Core.Tests.Sessions;

/// <summary>What is sent again after a fault, and what is not.</summary>
public sealed class FaultTests : SessionTests
{
    [Theory]
    [InlineData(425)]
    [InlineData(503)]
    public async Task A_query_is_repeated_twice_on_a_transient_status(int status)
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(status, Page, "text/html").Answer(status, "").Answer(200, Data);
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        Assert.Equal(3, (await ExecuteAsync(session, Query)).Facts.Attempts);
        Assert.Equal(2, Clock.Delays.Count);
    }

    [Fact]
    public async Task After_the_last_repetition_the_status_is_the_error()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(503, "").Answer(503, "").Answer(503, "", headers: ("Retry-After", "7"));
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        var exception = await FailAsync(session, Query);

        Assert.Equal(ErrorCodes.ServiceUnavailable, exception.ErrorCode);
        Assert.True(exception.IsRetryable);
        Assert.Equal(TimeSpan.FromSeconds(7), exception.RetryAfter);
    }

    [Fact]
    public async Task Retry_After_is_waited_for_within_the_time_of_the_call()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1"))
            .Answer(429, "", headers: ("Retry-After", "25")).Answer(200, Data)
            .Answer(429, "", headers: ("Retry-After", "101"));
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        await ExecuteAsync(session, Query);
        Assert.Equal(25, Clock.Delays.Max().TotalSeconds, 3);
        var exception = await FailAsync(session, Query);

        Assert.Equal(101, exception.RetryAfter!.Value.TotalSeconds);
        Assert.Equal(25, Clock.Delays.Max().TotalSeconds, 3);
        // The pause is the whole session's: the next call does not ask, and does not wait for what it cannot reach.
        Assert.Equal(ErrorCodes.TooManyRequests, (await FailAsync(session, Query)).ErrorCode);
        Assert.Equal(4, Http.Requests.Count);
    }

    [Fact]
    public async Task The_first_attempt_of_a_call_is_announced_before_it_is_sent_and_no_later_one()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(429, "", headers: ("Retry-After", "5")).Answer(200, Data);
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);
        var sentBefore = new List<int>();
        var hold = new TaskCompletionSource();
        var options = new CallOptions { Sending = _ => { sentBefore.Add(Http.Requests.Count); return hold.Task; } };

        var call = session.ExecuteAsync(Mutation, options, default);
        Assert.Single(Http.Requests);
        hold.SetResult();
        await call;
        await Assert.ThrowsAsync<RfaException>(() => session.ExecuteAsync(
            Mutation, new CallOptions { Sending = _ => throw new RfaException(ErrorCodes.FileUnwritable, "The disk is full.") }, default));

        Assert.Equal([1], sentBefore);
        Assert.Equal(3, Http.Requests.Count);
    }

    [Fact]
    public async Task A_session_asks_again_after_five_minutes_however_long_a_limit_lasts()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(429, "", headers: ("Retry-After", "3600")).Answer(200, Data);
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        Assert.Equal(3600, (await FailAsync(session, Query)).RetryAfter!.Value.TotalSeconds);
        Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Empty((await ExecuteAsync(session, Query)).Errors);
        Assert.Empty(Clock.Delays);
    }

    [Fact]
    public async Task A_service_that_is_not_available_delays_no_other_call()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(503, "", headers: ("Retry-After", "25")).Answer(200, Data);
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        await FailAsync(session, Mutation);
        await ExecuteAsync(session, Query);

        Assert.Empty(Clock.Delays);
    }

    [Fact]
    public async Task A_wait_that_goes_beyond_the_time_left_is_not_begun()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(429, "", headers: ("Retry-After", "60")).Answer(429, "", headers: ("Retry-After", "60"));
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        Assert.Equal(ErrorCodes.TooManyRequests, (await FailAsync(session, Query)).ErrorCode);
        Assert.Equal(60, Assert.Single(Clock.Delays, delay => delay > TimeSpan.Zero).TotalSeconds, 3);
    }

    [Fact]
    public async Task A_mutation_that_waits_for_a_token_has_not_run_when_it_ends()
    {
        Http.Hang();
        using var session = ApiSession.FromTokens(
            Options(RedFlagAlertApi.Definition), SecureText.Protect(Jwt.Create(Clock.UtcNow.AddHours(-2), TimeSpan.FromHours(1))), SecureText.Protect("R1"));
        using var stop = new CancellationTokenSource();

        var late = session.ExecuteAsync(Mutation, new CallOptions { Timeout = TimeSpan.FromSeconds(10) }, default);
        var stopped = session.ExecuteAsync(Mutation, new CallOptions(), stop.Token);
        while (Http.Requests.Count == 0)
            await Task.Yield();
        await stop.CancelAsync();
        Clock.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(ErrorCodes.RequestTimeout, (await Assert.ThrowsAsync<RfaException>(() => late)).ErrorCode);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);
        Assert.Empty(session.Status.LastInterrupted);
    }

    [Fact]
    public async Task A_mutation_that_is_stopped_between_two_attempts_has_not_run()
    {
        var clock = new ManualClock { SkipsDelays = false };
        Http.Answer(429, "", headers: ("Retry-After", "25"));
        using var session = ApiSession.FromTokens(Options(RedFlagAlertApi.Definition) with { Clock = clock }, SecureText.Protect("A1"), null);
        using var stop = new CancellationTokenSource();

        var call = session.ExecuteAsync(Mutation, new CallOptions(), stop.Token);
        await Storms.Client.UntilAsync(() => clock.Delays.Count > 0);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Empty(session.Status.LastInterrupted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_does_not_return_to_the_thread_of_its_caller(bool waitsForToken)
    {
        var hold = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        Http.Answer(_ => hold.Task);
        if (waitsForToken)
            Http.Answer(200, Data);
        var token = Jwt.Create(Clock.UtcNow.AddHours(waitsForToken ? -2 : 0), TimeSpan.FromHours(1));
        using var session = ApiSession.FromTokens(Options(RedFlagAlertApi.Definition), SecureText.Protect(token), SecureText.Protect("R1"));
        var caller = new CallerThread();

        var call = caller.Start(() => ExecuteAsync(session, Query));
        hold.SetResult(StubHttp.Create(200, Encoding.UTF8.GetBytes(waitsForToken ? Grant("signInRefresh", "A2", "R2") : Data), "application/json"));

        Assert.Empty((await call).Errors);
        Assert.Equal(0, caller.Returns);
    }

    [Fact]
    public async Task A_request_that_hangs_ends_with_the_time_of_the_call()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Hang().Hang();
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        var query = FailAsync(session, Query);
        Clock.Advance(TimeSpan.FromSeconds(101));
        var exception = await query;
        Assert.Equal((ErrorCodes.RequestTimeout, true), (exception.ErrorCode, exception.IsRetryable));
        var mutation = FailAsync(session, Mutation);
        Clock.Advance(TimeSpan.FromSeconds(101));
        Assert.Equal(ErrorCodes.OutcomeUnknown, (await mutation).ErrorCode);
        Assert.Empty(session.Status.LastInterrupted);
    }

    [Fact]
    public async Task Calls_wait_when_the_cost_budget_is_nearly_spent()
    {
        const string Dear = """{"data":{"a":1},"extensions":{"cost":{"requestedQueryCost":718,"actualQueryCost":16,"throttleStatus":{"maximumAvailable":8000,"currentlyAvailable":300}}}}""";
        const string Spent = """{"data":{"a":1},"extensions":{"cost":{"actualQueryCost":16,"throttleStatus":{"maximumAvailable":8000,"currentlyAvailable":100}}}}""";
        Http.Answer(200, """{"data":{"loginUser":{"id":1}}}""", headers: ("X-Authorization", "T1")).Answer(200, Dear).Answer(200, Spent).Answer(200, Data);
        using var session = await ConnectAsync(ToggleApi.Definition, "me");
        await ExecuteAsync(session, Query);

        var response = await ExecuteAsync(session, Query);
        Assert.Equal(new ThrottleStatus(16, 8000, 100), response.Response.ThrottleStatus);
        Assert.Equal(response.Response.ThrottleStatus, session.Status.ThrottleStatus);
        Assert.Empty(Clock.Delays);
        await ExecuteAsync(session, Query);

        Assert.Equal(12, Assert.Single(Clock.Delays).TotalSeconds, 3);
    }
}
