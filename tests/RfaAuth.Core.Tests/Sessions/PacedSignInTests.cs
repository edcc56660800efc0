namespace RfaAuth.Core.Tests.Sessions;

/// <summary>Sign-ins and refreshes wait as queries do, and a failure of the service rejects neither a credential nor a refresh token.</summary>
public sealed class PacedSignInTests : SessionTests
{
    private const string User = """{"data":{"loginUser":{"id":1}}}""";
    private const string Throttled = """{"errors":[{"message":"Throttled"}],"extensions":{"cost":{"actualQueryCost":0,"throttleStatus":{"maximumAvailable":8000,"currentlyAvailable":0}}}}""";
    private const string Spent = """{"data":{"a":1},"extensions":{"cost":{"actualQueryCost":9000,"throttleStatus":{"maximumAvailable":8000,"currentlyAvailable":0}}}}""";
    private const string Oops = """{"data":{"signInRefresh":null},"errors":[{"message":"Unexpected Execution Error","path":["signInRefresh"]}]}""";

    [Fact]
    public async Task A_renewal_by_sign_in_waits_for_the_cost_budget()
    {
        Http.Answer(200, User, headers: ("X-Authorization", Jwt.Create(Clock.UtcNow, TimeSpan.FromSeconds(2)))).Answer(200, Spent)
            .Answer(200, User, headers: ("X-Authorization", Jwt.Create(Clock.UtcNow, TimeSpan.FromHours(1)))).Answer(200, Data);
        using var session = await ConnectAsync(ToggleApi.Definition, "me");
        await ExecuteAsync(session, Query);
        Clock.Advance(TimeSpan.FromSeconds(3));
        var log = new ListLog();

        var response = await session.ExecuteAsync(Query, new CallOptions { Log = log }, default);

        Assert.Empty(response.Errors);
        // 200 points come back in 24 seconds, of which 3 were over.
        Assert.Equal(21, Clock.Delays.Sum(d => d.TotalSeconds), 3);
        Assert.Contains(log.Waits, wait => wait.Reason.Contains("0 of 8000 points", StringComparison.Ordinal));
        Assert.Equal(0, log.Open);
    }

    [Fact]
    public async Task A_token_that_expires_during_a_wait_is_renewed_before_the_call_is_sent()
    {
        Http.Answer(200, Grant("signIn", Jwt.Create(Clock.UtcNow, TimeSpan.FromSeconds(20)), "R1"))
            .Answer(429, "", headers: ("Retry-After", "25")).Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, Data);
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        Assert.Empty((await ExecuteAsync(session, Mutation)).Errors);
        Assert.Equal("Bearer A2", Http.Requests[^1].Authorization);
    }

    [Fact]
    public async Task An_expired_token_that_cannot_be_renewed_is_sent()
    {
        Http.Answer(429, "", headers: ("Retry-After", "25")).Answer(200, Data);
        using var session = ApiSession.FromTokens(Options(ToggleApi.Definition), SecureText.Protect(Jwt.Create(Clock.UtcNow, TimeSpan.FromSeconds(20))), null);

        Assert.Empty((await ExecuteAsync(session, Query)).Errors);
    }

    [Fact]
    public async Task Tokens_that_expire_during_each_wait_end_in_a_retryable_error()
    {
        // Each sign-in costs the whole budget, and its token ends before that is back.
        const string SpentBySignIn = """{"data":{"loginUser":{"id":1}},"extensions":{"cost":{"actualQueryCost":18000,"throttleStatus":{"maximumAvailable":8000,"currentlyAvailable":0}}}}""";
        for (var i = 0; i < 3; i++)
            Http.Answer(_ => Task.FromResult(StubHttp.Create(
                200, System.Text.Encoding.UTF8.GetBytes(SpentBySignIn), "application/json", ("X-Authorization", Jwt.Create(Clock.UtcNow, TimeSpan.FromSeconds(2))))));
        using var session = await ConnectAsync(ToggleApi.Definition, "me");

        var exception = await FailAsync(session, Query);

        Assert.Equal((ErrorCodes.TooManyRequests, true), (exception.ErrorCode, exception.IsRetryable));
        Assert.Equal("Connected", session.Status.State);
    }

    [Fact]
    public async Task A_call_with_too_little_time_for_the_wait_fails_at_once_and_sends_nothing()
    {
        Http.Answer(200, User, headers: ("X-Authorization", Jwt.Create(Clock.UtcNow, TimeSpan.FromSeconds(2)))).Answer(200, Spent);
        using var session = await ConnectAsync(ToggleApi.Definition, "me");
        await ExecuteAsync(session, Query);
        Clock.Advance(TimeSpan.FromSeconds(3));

        var exception = await Assert.ThrowsAsync<RfaException>(
            () => session.ExecuteAsync(Query, new CallOptions { Timeout = TimeSpan.FromSeconds(10) }, default));

        Assert.Equal((ErrorCodes.TooManyRequests, true, 21.0), (exception.ErrorCode, exception.IsRetryable, Math.Round(exception.RetryAfter!.Value.TotalSeconds, 3)));
        Assert.Empty(Clock.Delays);
    }

    [Fact]
    public async Task A_call_with_too_little_time_for_the_wait_begins_no_renewal()
    {
        Http.Answer(200, User, headers: ("X-Authorization", "T1")).Answer(200, Throttled.Replace("Throttled", "Unauthorized", StringComparison.Ordinal));
        using var session = await ConnectAsync(ToggleApi.Definition, "me");

        var exception = await Assert.ThrowsAsync<RfaException>(
            () => session.ExecuteAsync(Query, new CallOptions { Timeout = TimeSpan.FromSeconds(10) }, default));

        Assert.Equal(ErrorCodes.TooManyRequests, exception.ErrorCode);
        Assert.Empty(Clock.Delays);
    }

    [Fact]
    public async Task The_first_sign_in_waits_for_a_budget_that_another_process_spent()
    {
        Http.Answer(200, Throttled).Answer(200, User, headers: ("X-Authorization", "T1"));
        var log = new ListLog();

        using var session = await ApiSession.ConnectAsync(
            Options(ToggleApi.Definition), new SignInCredential("me", SecureText.Protect(Password)), log, default);

        Assert.Equal(24, Clock.Delays.Sum(d => d.TotalSeconds), 3);
        Assert.Contains(log.Waits, wait => wait.Duration == TimeSpan.FromSeconds(24));
        Assert.Contains(log.Messages, message => message.Contains("waiting 24.0 seconds", StringComparison.Ordinal));
        Assert.Equal(0, log.Open);
    }

    [Fact]
    public async Task A_sign_in_or_refresh_is_repeated_after_the_wait_that_the_service_asks_for()
    {
        Http.Answer(429, "", headers: ("Retry-After", "5")).Answer(200, Grant("signIn", "A1", "R1")).Answer(401, "")
            .Answer(429, """{"errors":[{"message":"x"}]}""", headers: ("Retry-After", "6")).Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, Data);
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        Assert.Empty((await ExecuteAsync(session, Query)).Errors);
        Assert.Equal(11, Clock.Delays.Sum(d => d.TotalSeconds), 3);
        Assert.Equal(3, session.Status.RetryCount);
    }

    [Fact]
    public async Task A_sign_in_that_is_refused_for_the_rate_again_and_again_is_repeated_twice()
    {
        for (var i = 0; i < 3; i++)
            Http.Answer(429, "", headers: ("Retry-After", "5"));

        var exception = await Assert.ThrowsAsync<RfaException>(() => ConnectAsync(RedFlagAlertApi.Definition));

        Assert.Equal((ErrorCodes.SignInFailed, true), (exception.ErrorCode, exception.IsRetryable));
    }

    [Fact]
    public async Task A_renewal_on_request_during_a_long_pause_fails_at_once_and_sends_nothing()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(429, "", headers: ("Retry-After", "300"));
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);
        await FailAsync(session, Query);

        var exception = await Assert.ThrowsAsync<RfaException>(() => session.RenewAsync(null, NullCallLog.Instance, default));

        Assert.Equal((ErrorCodes.RefreshFailed, true, 300), (exception.ErrorCode, exception.IsRetryable, exception.RetryAfter!.Value.TotalSeconds));
        Assert.Empty(Clock.Delays);
    }

    [Theory]
    [InlineData(429, "", null)] // it does not say when
    [InlineData(429, "", "3600")] // beyond a call's time
    [InlineData(503, "", "5")] // no matter of the rate
    public async Task A_sign_in_is_not_repeated_when_no_acceptable_wait_is_asked_for(int status, string body, string? retryAfter)
    {
        Http.Answer(status, body, headers: retryAfter is null ? [] : [("Retry-After", retryAfter)]);

        var exception = await Assert.ThrowsAsync<RfaException>(() => ConnectAsync(RedFlagAlertApi.Definition));

        Assert.Equal((ErrorCodes.SignInFailed, true), (exception.ErrorCode, exception.IsRetryable));
        Assert.Equal(retryAfter, exception.RetryAfter?.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task After_too_many_sign_ins_the_session_sends_nothing_until_the_wait_is_over()
    {
        Http.Answer(200, User, headers: ("X-Authorization", Jwt.Create(Clock.UtcNow, TimeSpan.FromSeconds(2))))
            .Answer(200, """{"data":{"loginUser":null},"errors":[{"message":"Too many login attempts. Please try again in 60 seconds."}]}""")
            .Answer(200, User, headers: ("X-Authorization", "T2")).Answer(200, Data);
        using var session = await ConnectAsync(ToggleApi.Definition, "me");
        Clock.Advance(TimeSpan.FromSeconds(3));

        var first = await FailAsync(session, Query);
        Clock.Advance(TimeSpan.FromSeconds(59));
        var second = await FailAsync(session, Query);
        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.All([first, second], e => Assert.Equal((ErrorCodes.SignInFailed, true, 60), (e.ErrorCode, e.IsRetryable, e.RetryAfter!.Value.TotalSeconds)));
        Assert.Empty((await ExecuteAsync(session, Query)).Errors);
    }

    [Fact]
    public async Task A_refresh_token_stays_good_after_failures_of_the_service()
    {
        Http.Answer(401, "").Answer(200, Oops).Answer(401, "").Answer(502, Page, "text/html").Answer(401, "").Answer(504, "")
            .Answer(401, "").Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, Data);
        using var session = ApiSession.FromTokens(Options(RedFlagAlertApi.Definition) with { MaximumRetryCount = 0 }, SecureText.Protect("A1"), SecureText.Protect("R1"));

        for (var i = 0; i < 3; i++)
        {
            var exception = await FailAsync(session, Query);
            Assert.Equal((ErrorCodes.RefreshFailed, true), (exception.ErrorCode, exception.IsRetryable));
            Clock.Advance(TimeSpan.FromSeconds(31));
        }

        Assert.Empty((await ExecuteAsync(session, Query)).Errors);
    }

    [Fact]
    public async Task A_session_with_a_credential_signs_in_after_two_unclear_answers_to_a_refresh()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(401, "").Answer(200, Oops)
            .Answer(401, "").Answer(200, Oops).Answer(200, Grant("signIn", "A2", "R2")).Answer(200, Data);
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        Assert.Equal(ErrorCodes.RefreshFailed, (await FailAsync(session, Query)).ErrorCode);
        Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Empty((await ExecuteAsync(session, Query)).Errors);
    }

    [Fact]
    public async Task A_sign_in_with_an_unclear_answer_is_tried_after_longer_and_longer_pauses()
    {
        const string Unclear = """{"errors":[{"message":"Nope","extensions":{"code":"INTERNAL_SERVER_ERROR"}}]}""";
        Http.Answer(200, User, headers: ("X-Authorization", Jwt.Create(Clock.UtcNow, TimeSpan.FromSeconds(2))));
        using var session = await ConnectAsync(ToggleApi.Definition, "me");
        Clock.Advance(TimeSpan.FromSeconds(3));
        var began = Clock.Elapsed;
        var tries = new List<double>();
        for (var i = 0; i < 6; i++)
        {
            Http.Answer(200, Unclear);
            while (Http.Requests.Count < i + 2)
            {
                if (tries.Count > 0)
                    Clock.Advance(TimeSpan.FromSeconds(10));
                Assert.Equal(ErrorCodes.SignInFailed, (await FailAsync(session, Query)).ErrorCode);
            }

            tries.Add((Clock.Elapsed - began).TotalSeconds);
        }

        Assert.Equal([0, 30, 90, 210, 450, 750], tries);
    }
}
