namespace RfaAuth.Core.Tests.Sessions;

/// <summary>Transient refusals as GraphQL errors: waited for and repeated, and errors with their own codes at the end.</summary>
public sealed class RefusalTests : SessionTests
{
    private const string Toggle = """{"errors":[{"message":"Throttled","customer_facing":false}],"extensions":{"cost":{"actualQueryCost":0,"throttleStatus":{"maximumAvailable":8000,"currentlyAvailable":-60}}}}""";
    private const string Shopify = """{"errors":[{"message":"Throttled","extensions":{"code":"THROTTLED"}}],"extensions":{"cost":{"requestedQueryCost":718,"actualQueryCost":null,"throttleStatus":{"maximumAvailable":1000.0,"currentlyAvailable":118,"restoreRate":50.0}}}}""";

    /// <summary>The answer, what it is called, how long it asks to wait (null: it says nothing), and whether nothing of a mutation can have run.</summary>
    public static TheoryData<int, string, string, double?, bool> Refusals => new()
    {
        // Status codes with a GraphQL body
        { 408, """{"errors":[{"message":"x"}]}""", ErrorCodes.ServiceUnavailable, null, false },
        { 425, """{"errors":[{"message":"x"}]}""", ErrorCodes.ServiceUnavailable, null, true },
        { 429, """{"errors":[{"message":"Too many requests"}]}""", ErrorCodes.TooManyRequests, null, true },
        { 429, """{"errors":[{"message":"x","extensions":{"code":"OWN"}}]}""", ErrorCodes.TooManyRequests, null, true },
        { 429, """{"data":null,"errors":[{"message":"x"}]}""", ErrorCodes.TooManyRequests, null, true },
        { 429, """{"data":null,"errors":[{"message":"x","path":["a"]}]}""", ErrorCodes.TooManyRequests, null, false },
        { 502, """{"errors":[{"message":"x"}]}""", ErrorCodes.ServiceUnavailable, null, false },
        { 503, """{"errors":[{"message":"x"}]}""", ErrorCodes.ServiceUnavailable, null, true },
        { 504, """{"errors":[{"message":"x","extensions":{"code":"GATEWAY_TIMEOUT"}}]}""", ErrorCodes.ServiceUnavailable, null, false },
        // Codes, types and words
        { 200, Toggle, ErrorCodes.TooManyRequests, null, true },
        { 200, Shopify, ErrorCodes.TooManyRequests, null, true },
        { 200, """{"errors":[{"message":"x","extensions":{"code":"RATE_LIMITED"}}]}""", ErrorCodes.TooManyRequests, null, true },
        { 200, """{"data":{"a":null},"errors":[{"message":"x","path":["a"],"extensions":{"code":"RATE_LIMITED","retryAfter":4}}]}""", ErrorCodes.TooManyRequests, 4, false },
        { 200, """{"data":{"a":null},"errors":[{"message":"Too Many Attempts."}]}""", ErrorCodes.TooManyRequests, null, false },
        { 400, """{"errors":[{"message":"x","extensions":{"type":"ratelimited","code":"RATELIMITED"}}]}""", ErrorCodes.TooManyRequests, null, true },
        { 200, """{"errors":[{"type":"RATE_LIMITED","message":"API rate limit exceeded for user ID 1."}]}""", ErrorCodes.TooManyRequests, null, true },
        { 403, """{"errors":[{"message":"You have exceeded a secondary rate limit. Please wait a few minutes before you try again."}]}""", ErrorCodes.TooManyRequests, null, true },
        { 200, """{"errors":[{"message":"Rate limit for Query.a exceeded. Try later."}]}""", ErrorCodes.TooManyRequests, null, true },
        { 200, """{"errors":[{"message":"Complexity budget exhausted, query cost 30001 budget remaining 29989 out of 1000000 reset in 26 seconds"}]}""", ErrorCodes.TooManyRequests, 26, true },
        { 200, """{"errors":[{"message":"x","extensions":{"http":{"status":429,"headers":{"Retry-After":"3"}}}}]}""", ErrorCodes.TooManyRequests, 3, true },
        { 200, """{"errors":[{"message":"x","extensions":{"http":{"status":503}}}]}""", ErrorCodes.ServiceUnavailable, null, true },
        { 200, """{"errors":[{"message":"x","extensions":{"http":{"status":504}}}]}""", ErrorCodes.ServiceUnavailable, null, false },
        { 200, """{"errors":[{"message":"x","extensions":{"code":"SERVICE_UNAVAILABLE"}}]}""", ErrorCodes.ServiceUnavailable, null, true },
        // A place in the document: of one field, or of one of several
        { 200, """{"errors":[{"message":"Throttled","locations":[{"line":1,"column":16}]}]}""", ErrorCodes.TooManyRequests, null, true },
        { 200, """{"data":null,"errors":[{"message":"Throttled","locations":[{"line":1,"column":16}]}]}""", ErrorCodes.TooManyRequests, null, false },
        // Only a part of the answer is such a refusal
        { 200, """{"errors":[{"message":"Throttled"},{"message":"Out of stock"}]}""", ErrorCodes.TooManyRequests, null, false },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_transient_refusal_of_a_query_is_repeated_after_a_wait(int status, string body, string code, double? asked, bool isWhole)
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(status, body).Answer(200, Data);
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);
        var log = new ListLog();

        var response = await session.ExecuteAsync(Query, new CallOptions { Log = log }, default);

        Assert.Equal((2, 0), (response.Facts.Attempts, response.Errors.Count));
        Assert.Equal(asked ?? Clock.Delays.Sum(d => d.TotalSeconds), Clock.Delays.Sum(d => d.TotalSeconds), 3);
        Assert.All(Clock.Delays, delay => Assert.True(delay > TimeSpan.Zero));
        // The log has the reason and the time of each wait, and each wait ends.
        Assert.Contains(log.Waits, wait => !wait.IsAtMost && wait.Duration == Clock.Delays[0]);
        Assert.Contains(log.Messages, message => message.Contains(": waiting ", StringComparison.Ordinal));
        Assert.Equal(0, log.Open);
        _ = (code, isWhole);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_mutation_is_repeated_only_if_it_was_refused_as_a_whole(int status, string body, string code, double? asked, bool isWhole)
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(status, body);
        if (isWhole)
            Http.Answer(200, Data);
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        var response = await ExecuteAsync(session, Mutation);

        Assert.Equal(isWhole ? 2 : 1, response.Facts.Attempts);
        if (!isWhole)
        {
            // A script that repeats what is retryable must not run it twice.
            var error = response.Errors[0];
            Assert.Equal((code, false), (error.ErrorCode, error.IsRetryable));
            Assert.Equal(asked, error.RetryAfter?.TotalSeconds);
        }
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_transient_refusal_without_repetition_is_a_retryable_error_with_its_own_code(int status, string body, string code, double? asked, bool isWhole)
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(status, body).Answer(status, body);
        using var session = await ApiSession.ConnectAsync(
            Options(RedFlagAlertApi.Definition) with { MaximumRetryCount = 0 }, new SignInCredential("me", Core.Text.SecureText.Protect(Password)), NullCallLog.Instance, default);

        var error = (await ExecuteAsync(session, Query)).Errors[0];

        Assert.Equal((code, true, asked), (error.ErrorCode, error.IsRetryable, error.RetryAfter?.TotalSeconds));
        Assert.Equal(isWhole, (await ExecuteAsync(session, Mutation)).Errors[0].IsRetryable);
    }

    [Theory]
    [InlineData(200, """{"data":{"a":null},"errors":[{"message":"Throttle valve is stuck","path":["a"]}]}""")]
    [InlineData(200, """{"data":{"a":null},"errors":[{"message":"The currency's rate limit must be positive","path":["a"]}]}""")]
    [InlineData(200, """{"data":{"a":null},"errors":[{"message":"Storage quota exceeded","path":["a"],"extensions":{"code":"QUOTA_EXCEEDED"}}]}""")]
    [InlineData(200, """{"errors":[{"message":"The maximum allowed field cost was exceeded.","extensions":{"code":"HC0047"}}]}""")]
    [InlineData(200, """{"data":{"a":1},"errors":[{"message":"x","path":["b"],"extensions":{"http":{"status":503}}}]}""")] // the data is there
    [InlineData(500, """{"errors":[{"message":"x"}]}""")] // a resolver's fault
    [InlineData(400, """{"errors":[{"message":"x"}]}""")]
    public async Task Other_errors_are_not_repeated(int status, string body)
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(status, body);
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        Assert.Equal(1, (await ExecuteAsync(session, Query)).Facts.Attempts);
        Assert.Empty(Clock.Delays);
    }

    [Theory]
    [InlineData("Retry-After", "5", 5.0)]
    [InlineData("X-RateLimit-Reset", "1772366407", 7.0)] // GitHub: seconds since 1970
    [InlineData("X-RateLimit-Requests-Reset", "1772366408000", 8.0)] // Linear: milliseconds
    [InlineData("RateLimit-Reset", "9", 9.0)]
    public async Task The_wait_is_read_from_the_headers(string name, string value, double seconds)
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(400, """{"errors":[{"message":"x","extensions":{"code":"RATELIMITED"}}]}""", headers: (name, value)).Answer(200, Data);
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        await ExecuteAsync(session, Query);

        Assert.Equal(seconds, Clock.Delays.Sum(d => d.TotalSeconds), 3);
    }

    [Fact]
    public async Task The_reset_of_a_limit_is_not_waited_for_while_calls_remain()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1"))
            .Answer(429, "", headers: [("X-RateLimit-Reset", "1772366450"), ("X-RateLimit-Remaining", "12")]).Answer(200, Data);
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        await ExecuteAsync(session, Query);

        Assert.InRange(Clock.Delays.Sum(d => d.TotalSeconds), 0.25, 1);
    }

    [Fact]
    public async Task A_403_with_Retry_After_is_TooManyRequests_and_not_Forbidden()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(403, """{"message":"Out of call volume quota."}""", headers: ("Retry-After", "20")).Answer(200, Data)
            .Answer(403, """{"message":"Out of call volume quota."}""", headers: ("Retry-After", "600"));
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        Assert.Equal(2, (await ExecuteAsync(session, Query)).Facts.Attempts);
        var exception = await FailAsync(session, Query);

        Assert.Equal((ErrorCodes.TooManyRequests, true, 600), (exception.ErrorCode, exception.IsRetryable, exception.RetryAfter!.Value.TotalSeconds));
    }

    [Theory]
    [InlineData(Toggle, 24.0)] // up to the reserve of 200 points, at Toggle's rate
    [InlineData(Shopify, 12.0)] // up to the 718 points that it costs, at the rate that the service says
    public async Task The_wait_follows_from_the_cost_budget_of_the_answer(string body, double seconds)
    {
        Http.Answer(200, """{"data":{"loginUser":{"id":1}}}""", headers: ("X-Authorization", "T1")).Answer(200, body).Answer(200, Data);
        using var session = await ConnectAsync(ToggleApi.Definition, "me");

        await ExecuteAsync(session, Query);

        Assert.Equal(seconds, Clock.Delays.Sum(d => d.TotalSeconds), 3);
    }

    [Fact]
    public async Task The_next_call_waits_for_the_longer_of_Retry_After_and_the_cost_budget()
    {
        Http.Answer(200, """{"data":{"loginUser":{"id":1}}}""", headers: ("X-Authorization", "T1")).Answer(200, Toggle, headers: ("Retry-After", "60")).Answer(200, Data);
        using var session = await ApiSession.ConnectAsync(
            Options(ToggleApi.Definition) with { MaximumRetryCount = 0 }, new SignInCredential("me", SecureText.Protect(Password)), NullCallLog.Instance, default);

        await ExecuteAsync(session, Query);
        await ExecuteAsync(session, Query);

        Assert.Equal(60, Clock.Delays.Sum(delay => delay.TotalSeconds), 3);
    }

    [Fact]
    public async Task A_refusal_is_the_result_if_the_cost_budget_needs_more_time_than_the_call_has()
    {
        Http.Answer(200, """{"data":{"loginUser":{"id":1}}}""", headers: ("X-Authorization", "T1")).Answer(200, Toggle);
        using var session = await ConnectAsync(ToggleApi.Definition, "me");

        var result = await session.ExecuteAsync(Query, new CallOptions { Timeout = TimeSpan.FromSeconds(10) }, default);

        Assert.Equal(ErrorCodes.TooManyRequests, result.FirstError.ErrorCode);
        Assert.Empty(Clock.Delays);
    }

    [Fact]
    public async Task Data_is_kept_when_a_repetition_brings_less()
    {
        const string Part = """{"data":{"a":1,"b":null},"errors":[{"message":"x","path":["b"],"extensions":{"code":"RATE_LIMITED"}}]}""";
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(200, Part).Answer(429, """{"errors":[{"message":"x"}]}""").Fail(Reset())
            .Answer(200, Part).Answer(200, """{"data":{"a":1,"b":2}}""");
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        var first = await ExecuteAsync(session, Query);
        Assert.Equal((true, 3), (first.Response.HasData, first.Facts.Attempts));
        var second = await ExecuteAsync(session, Query);
        Assert.Equal((0, 2), (second.Errors.Count, second.Facts.Attempts));
    }

    [Fact]
    public async Task A_repetition_that_refuses_the_token_leads_to_a_new_token_although_there_is_data()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1"))
            .Answer(200, """{"data":{"a":1,"b":null},"errors":[{"message":"x","path":["b"],"extensions":{"code":"RATE_LIMITED"}}]}""")
            .Answer(401, Unauthorized).Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, """{"data":{"a":1,"b":2}}""");
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        Assert.Empty((await ExecuteAsync(session, Query)).Errors);
    }

    [Fact]
    public async Task A_stop_ends_a_repetition_without_the_data_that_came_before()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1"))
            .Answer(200, """{"data":{"a":1,"b":null},"errors":[{"message":"x","path":["b"],"extensions":{"code":"RATE_LIMITED"}}]}""").Hang();
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);
        using var stop = new CancellationTokenSource();

        var call = session.ExecuteAsync(Query, new CallOptions(), stop.Token);
        while (Http.Requests.Count < 3)
            await Task.Yield();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Data_is_kept_when_a_repetition_hangs()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1"))
            .Answer(200, """{"data":{"a":1,"b":null},"errors":[{"message":"x","path":["b"],"extensions":{"code":"RATE_LIMITED"}}]}""").Hang();
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        var call = ExecuteAsync(session, Query);
        while (Http.Requests.Count < 3)
            await Task.Yield();
        Clock.Advance(TimeSpan.FromSeconds(101));

        Assert.True((await call).Response.HasData);
    }

    [Fact]
    public async Task A_transient_refusal_does_not_count_as_acceptance_of_the_token()
    {
        // New tokens that are refused before they were ever accepted are not renewed again and again.
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(401, "").Answer(200, Grant("signInRefresh", "A2", "R2"))
            .Answer(503, """{"errors":[{"message":"x"}]}""").Answer(401, "")
            .Answer(401, "").Answer(200, Grant("signIn", "A3", "R3")).Answer(401, "").Answer(401, "");
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        for (var i = 0; i < 3; i++)
        {
            var exception = await FailAsync(session, Query);
            Assert.Equal(ErrorCodes.Unauthorized, exception.ErrorCode);
            Assert.Contains("the token was not accepted", exception.Message, StringComparison.Ordinal);
        }
    }
}
