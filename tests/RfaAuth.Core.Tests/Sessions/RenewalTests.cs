namespace RfaAuth.Core.Tests.Sessions;

/// <summary>The service says Unauthorized, and the session gets new tokens.</summary>
public sealed class RenewalTests : SessionTests
{
    [Theory]
    [InlineData(200, true)]
    [InlineData(400, true)]
    [InlineData(401, false)]
    [InlineData(403, false)]
    [InlineData(500, false)]
    public async Task A_rotated_token_is_used_only_from_an_answer_that_accepted_the_sent_token(int status, bool isTakenOver)
    {
        Http.Answer(200, """{"data":{"loginUser":{"id":1}}}""", headers: ("X-Authorization", "T1"))
            .Answer(status, """{"errors":[{"message":"x","path":["a"],"extensions":{"code":"BAD_USER_INPUT"}}]}""", headers: ("X-Authorization", "T2"))
            .Answer(200, Data);
        using var session = await ConnectAsync(ToggleApi.Definition, "me");

        await ExecuteAsync(session, Query);
        await ExecuteAsync(session, Query);

        Assert.Equal(isTakenOver ? "Bearer T2" : "Bearer T1", Http.Requests[2].Authorization);
    }

    [Fact]
    public async Task Rotated_tokens_that_differ_are_ignored_and_equal_ones_count_once()
    {
        Http.Answer(200, """{"data":{"loginUser":{"id":1}}}""", headers: [("X-Authorization", "T1"), ("X-Authorization", "T1")])
            .Answer(200, Data, headers: [("X-Authorization", "T2"), ("X-Authorization", "T3")])
            .Answer(200, Data, headers: ("X-Authorization", "T4, T5"))
            .Answer(200, Data);
        using var session = await ConnectAsync(ToggleApi.Definition, "me");

        for (var i = 0; i < 3; i++)
            await ExecuteAsync(session, Query);

        Assert.Equal("Bearer T1", Http.Requests[3].Authorization);
    }

    [Fact]
    public async Task An_error_is_classified_before_secrets_are_hidden_in_it()
    {
        const string Refused = """{"errors":[{"message":"x","path":["a"],"extensions":{"code":"AUTH_NOT_AUTHENTICATED"}}]}""";
        Http.Answer(200, Grant("signIn", "AUTH", "R1")).Answer(200, Refused).Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, Data);
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        Assert.Empty((await ExecuteAsync(session, Mutation)).Errors);
    }

    [Theory]
    [InlineData(401, "")]
    [InlineData(200, Unauthorized)]
    [InlineData(200, """{"data":{"a":{"b":null}},"errors":[{"message":" unauthorized. ","path":["a","b"]}]}""")]
    public async Task A_query_is_sent_again_once_after_a_refresh(int status, string body)
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(status, body).Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, Data);
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        var response = await ExecuteAsync(session, Query);

        Assert.Empty(response.Errors);
        Assert.Equal(2, response.Facts.Attempts);
        Assert.True(response.Facts.TokenRenewed);
        Assert.Equal("Bearer A2", Http.Requests[3].Authorization);
    }

    [Fact]
    public async Task A_new_token_that_died_meanwhile_is_renewed_again()
    {
        var late = new TaskCompletionSource<HttpResponseMessage>();
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(_ => late.Task)
            .Answer(401, "").Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, Data)
            .Answer(401, "").Answer(200, Grant("signInRefresh", "A3", "R3")).Answer(200, Data);
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);
        var first = ExecuteAsync(session, Query);
        await ExecuteAsync(session, Query);

        late.SetResult(new HttpResponseMessage(HttpStatusCode.Unauthorized));

        Assert.Empty((await first).Errors);
        Assert.Equal("Bearer A2", Http.Requests[5].Authorization);
        Assert.Equal("Bearer A3", Http.Requests[7].Authorization);
        Assert.Empty(Clock.Delays);
    }

    [Fact]
    public async Task A_refused_new_token_is_renewed_when_another_call_shows_that_it_was_good()
    {
        var clock = new ManualClock { SkipsDelays = false };
        var (asked, good) = (new TaskCompletionSource(), new TaskCompletionSource<HttpResponseMessage>());
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(401, "").Answer(200, Grant("signInRefresh", "A2", "R2"))
            .Answer(_ => { asked.SetResult(); return good.Task; })
            .Answer(401, "").Answer(200, Grant("signInRefresh", "A3", "R3")).Answer(200, Data);
        using var session = await ApiSession.ConnectAsync(
            Options(RedFlagAlertApi.Definition) with { Clock = clock }, new SignInCredential("me", SecureText.Protect(Password)), NullCallLog.Instance, default);
        var first = ExecuteAsync(session, Query);
        await asked.Task;
        var second = ExecuteAsync(session, Query);
        await Storms.Client.UntilAsync(() => clock.Delays.Count > 0 || Http.Requests.Count > 5);
        Assert.Equal(5, Http.Requests.Count);

        good.SetResult(new HttpResponseMessage { Content = new StringContent(Data) });
        Assert.Empty((await first).Errors);
        for (var waits = 0; !second.IsCompleted; waits++)
        {
            await Storms.Client.UntilAsync(() => second.IsCompleted || clock.Delays.Count > waits);
            clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.Empty((await second).Errors);
        Assert.Contains("\"R2\"", Http.Requests[5].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_new_token_waits_a_second_at_most_for_the_answer_to_another_call()
    {
        var asked = new TaskCompletionSource();
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(401, "").Answer(200, Grant("signInRefresh", "A2", "R2"))
            .Answer(_ => { asked.SetResult(); return new TaskCompletionSource<HttpResponseMessage>().Task; })
            .Answer(401, "").Answer(200, Grant("signIn", "A3", "R3")).Answer(401, "");
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);
        using var stop = new CancellationTokenSource();
        _ = session.ExecuteAsync(Query, new CallOptions(), stop.Token);
        await asked.Task;

        Assert.Equal(ErrorCodes.Unauthorized, (await FailAsync(session, Query)).ErrorCode);
        Assert.Equal(1, Clock.Delays.Sum(delay => delay.TotalSeconds), 3);
    }

    [Fact]
    public async Task A_new_token_that_was_never_accepted_is_not_renewed_again()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(200, Data).Answer(401, "").Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(401, Unauthorized);
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);
        await ExecuteAsync(session, Query);

        Assert.Equal(ErrorCodes.Unauthorized, (await ExecuteAsync(session, Query)).FirstError.ErrorCode);
        Http.AssertConsumed();
        Assert.Empty(Clock.Delays);
    }

    [Fact]
    public async Task A_refresh_uses_the_refresh_token_of_the_last_refresh()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1"))
            .Answer(200, Data).Answer(401, "").Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, Data)
            .Answer(401, "").Answer(200, Grant("signInRefresh", "A3", "R3")).Answer(200, Data);
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        for (var i = 0; i < 3; i++)
            await ExecuteAsync(session, Query);

        Assert.Contains("\"R1\"", Http.Requests[3].Body, StringComparison.Ordinal);
        Assert.Contains("\"R2\"", Http.Requests[6].Body, StringComparison.Ordinal);
        Assert.Equal(2, session.Status.RenewalCount);
    }

    [Fact]
    public async Task A_session_of_Toggle_signs_in_again_because_Toggle_has_no_refresh()
    {
        Http.Answer(200, """{"data":{"loginUser":{"id":1}}}""", headers: ("X-Authorization", "T1"))
            .Answer(200, Unauthorized)
            .Answer(200, """{"data":{"loginUser":{"id":1}}}""", headers: ("X-Authorization", "T2"))
            .Answer(200, Data);
        using var session = await ConnectAsync(ToggleApi.Definition, "me");

        Assert.Empty((await ExecuteAsync(session, Query)).Errors);
    }

    [Fact]
    public async Task A_session_with_only_a_refresh_token_gets_an_access_token()
    {
        Http.Answer(200, Grant("signInRefresh", "A1", "R2")).Answer(200, Data);
        using var session = ApiSession.FromTokens(Options(RedFlagAlertApi.Definition), null, SecureText.Protect("R1"));

        Assert.Empty((await ExecuteAsync(session, Query)).Errors);
    }

    [Fact]
    public async Task A_session_that_has_nothing_to_renew_its_token_with_says_so()
    {
        Http.Answer(401, "");
        using var session = ApiSession.FromTokens(Options(RedFlagAlertApi.Definition), SecureText.Protect("A1"), null);

        Assert.EndsWith("no refresh token that is still good, and no credential.", (await FailAsync(session, Query)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_NoAuthRetry_the_first_answer_is_the_result_and_the_next_call_renews()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(200, Unauthorized).Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, Data);
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        var first = await session.ExecuteAsync(Query, new CallOptions { RetryOnUnauthorized = false }, default);
        Assert.Single(first.Errors);
        Assert.Equal(1, first.Facts.Attempts);
        Assert.EndsWith("The next call renews the token.", first.FirstError.Message, StringComparison.Ordinal);
        Assert.Empty((await ExecuteAsync(session, Query)).Errors);
    }

    [Fact]
    public async Task A_token_that_was_refused_for_certain_is_not_sent_again_when_its_renewal_fails()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(200, Unauthorized).Answer(503, "");
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        await session.ExecuteAsync(Query, new CallOptions { RetryOnUnauthorized = false }, default);

        Assert.Equal(ErrorCodes.RefreshFailed, (await FailAsync(session, Query)).ErrorCode);
    }

    [Fact]
    public async Task A_replaced_token_is_still_hidden_in_answers()
    {
        Http.Answer(200, Grant("signIn", "A1-secret", "R1-secret")).Answer(200, Grant("signInRefresh", "A2-secret", "R2-secret"))
            .Answer(200, """{"errors":[{"message":"Bad token A1-secret, not A2-secret, and R1-secret","validation":{"token":["A1-secret is too old"]}}],"extensions":{"debug":"A1-secret"}}""");
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);
        await session.RenewAsync(null, NullCallLog.Instance, default);

        var response = await ExecuteAsync(session, Query);

        Assert.Equal("Bad token (hidden), not (hidden), and (hidden): token: (hidden) is too old", response.Errors[0].Message);
        Assert.Equal("(hidden)", response.Response.Extensions["debug"]);
        Assert.DoesNotContain("secret", session.Status.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_in_the_extensions_of_an_answer_without_errors_is_hidden()
    {
        Http.Answer(200, Grant("signIn", "A1-secret", "R1")).Answer(200, """{"data":{"a":1},"extensions":{"cost":{},"debug":"A1-secret"}}""");
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        Assert.Equal("(hidden)", (await ExecuteAsync(session, Query)).Response.Extensions["debug"]);
    }

    [Fact]
    public async Task A_refresh_that_hangs_is_cancelled_and_a_sign_in_follows()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(401, "").Hang().Answer(200, Grant("signIn", "A2", "R2")).Answer(200, Data);
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        var call = ExecuteAsync(session, Query);
        while (Http.Requests.Count < 3)
            await Task.Yield();
        Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Empty((await call).Errors);
    }

    [Fact]
    public async Task A_token_with_time_left_is_renewed_only_on_request()
    {
        Http.Answer(200, Grant("signIn", Jwt.Create(Clock.UtcNow, TimeSpan.FromHours(1)), "R1")).Answer(200, Grant("signInRefresh", "A2", "R2"));
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        Assert.False(await session.RenewAsync(TimeSpan.FromMinutes(10), NullCallLog.Instance, default));
        Assert.Equal(TimeSpan.FromHours(1), session.Status.TimeLeft);
        Assert.True(await session.RenewAsync(TimeSpan.FromMinutes(60), NullCallLog.Instance, default));
    }

    [Fact]
    public async Task Data_of_the_answer_is_kept_when_the_renewal_fails()
    {
        Http.Answer(200, """{"data":{"a":1,"b":null},"errors":[{"message":"Unauthorized","path":["b"]}]}""").Answer(503, "");
        using var session = ApiSession.FromTokens(Options(RedFlagAlertApi.Definition), SecureText.Protect("A1"), SecureText.Protect("R1"));

        var exception = await FailAsync(session, Query);

        Assert.Equal((ErrorCodes.RefreshFailed, true), (exception.ErrorCode, exception.Response is GraphQLResponse { HasData: true }));
        Clock.Advance(TimeSpan.FromSeconds(1));
        Http.Answer(200, Unauthorized).Answer(503, "");
        Assert.Null((await FailAsync(session, Query)).Response);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, nameof(RefreshOutcome.NotTaken))] // it never left
    [InlineData(HttpRequestError.ResponseEnded, nameof(RefreshOutcome.Ambiguous))]
    public void A_refresh_without_an_answer_is_ambiguous_unless_nothing_was_sent(HttpRequestError error, string outcome) => Assert.Equal(
        outcome,
        RefreshFailures.Of(new Exchange(null, null, TransportException.BeforeAnswer(new HttpRequestException(error))), "signInRefresh").Outcome.ToString());
}
