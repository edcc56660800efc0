using System.Net.Sockets;
using RfaAuth.Core.Apis;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.Errors;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Variables;
using RfaAuth.Core.Sessions;
using RfaAuth.Core.Tests.Support;

namespace RfaAuth.Core.Tests.Sessions;

public sealed class ApiSessionTests : IDisposable
{
    private const string Data = """{"data":{"a":1}}""";
    private const string Unauthorized = """{"errors":[{"message":"Unauthorized","locations":[{"line":1,"column":3}],"customer_facing":false}]}""";
    private const string Page = "<html>Sign in here</html>";
    private const string Password = "p\"a\\ss\n£日本";

    private static readonly GraphQLRequest s_query = new("{ a }");
    private static readonly GraphQLRequest s_mutation = new("mutation Pay { a }");

    private readonly ManualClock _clock = new();
    private readonly StubHttp _http = new();

    public void Dispose() => _http.AssertConsumed();

    [Fact]
    public async Task Red_Flag_Alert_signs_in_with_the_management_flow_and_variables()
    {
        _http.Answer(200, Grant("signIn", "A1", "R1")).Answer(200, Data);
        using var session = await ConnectAsync(new RedFlagAlertApi());

        var response = await ExecuteAsync(session, s_query);

        Assert.Equal(1L, ((IReadOnlyDictionary<string, object?>)response.Data!)["a"]);
        Assert.Null(_http.Requests[0].Authorization);
        Assert.Contains("signIn(useManagementflow: true, credentials: { userName: $userName, password: $password })", _http.Requests[0].Body, StringComparison.Ordinal);
        Assert.Contains("$userName: String!, $password: String!", _http.Requests[0].Body, StringComparison.Ordinal);
        using var body = System.Text.Json.JsonDocument.Parse(_http.Requests[0].Body);
        Assert.Equal(Password, body.RootElement.GetProperty("variables").GetProperty("password").GetString());
        Assert.Equal("Bearer A1", _http.Requests[1].Authorization);
    }

    [Fact]
    public async Task Red_Flag_Alert_s_older_sign_in_and_refresh_leave_the_argument_out()
    {
        _http.Answer(200, Grant("signIn", "A1", "R1")).Answer(200, Grant("signInRefresh", "A2", "R2"));
        using var session = await ConnectAsync(new RedFlagAlertApi(SignInMode.Legacy));

        Assert.True(await session.RenewAsync(null, NullCallLog.Instance, default));

        Assert.All(_http.Requests, r => Assert.DoesNotContain("useManagementflow", r.Body, StringComparison.Ordinal));
        Assert.Contains("\"refreshToken\":\"R1\"", _http.Requests[1].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SignInBy.Auto, "me@example.com", "email")]
    [InlineData(SignInBy.Auto, "me", "username")]
    [InlineData(SignInBy.Email, "me", "email")]
    [InlineData(SignInBy.UserName, "me@example.com", "username")]
    public async Task Toggle_signs_in_by_e_mail_or_user_name_and_takes_its_token_from_the_header(SignInBy by, string user, string variable)
    {
        _http.Answer(200, """{"data":{"loginUser":{"id":1}}}""", headers: [("X-Authorization", "T1"), ("Authorization", "old")])
            .Answer(200, Data, headers: ("X-Authorization", "  "))
            .Answer(200, Data, headers: ("Authorization", "Bearer T2"))
            .Answer(200, Data);
        using var session = await ConnectAsync(new ToggleApi(by), user);

        for (var i = 0; i < 3; i++)
            await ExecuteAsync(session, s_query);

        Assert.Contains($"\"{variable}\":\"{user}\"", _http.Requests[0].Body, StringComparison.Ordinal);
        Assert.Equal(["Bearer T1", "Bearer T1", "Bearer T2"], _http.Requests.Skip(1).Select(r => r.Authorization!));
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(400, true)]
    [InlineData(401, false)]
    [InlineData(500, false)]
    public async Task A_header_s_token_is_taken_over_only_from_an_answer_that_accepted_ours(int status, bool isTakenOver)
    {
        _http.Answer(200, """{"data":{"loginUser":{"id":1}}}""", headers: ("X-Authorization", "T1"))
            .Answer(status, """{"errors":[{"message":"x","path":["a"],"extensions":{"code":"BAD_USER_INPUT"}}]}""", headers: ("X-Authorization", "T2"))
            .Answer(200, Data);
        using var session = await ConnectAsync(new ToggleApi(), "me");

        await ExecuteAsync(session, s_query);
        await ExecuteAsync(session, s_query);

        Assert.Equal(isTakenOver ? "Bearer T2" : "Bearer T1", _http.Requests[2].Authorization);
    }

    [Fact]
    public async Task Header_values_that_differ_bring_nothing_and_equal_ones_count_once()
    {
        _http.Answer(200, """{"data":{"loginUser":{"id":1}}}""", headers: [("X-Authorization", "T1"), ("X-Authorization", "T1")])
            .Answer(200, Data, headers: [("X-Authorization", "T2"), ("X-Authorization", "T3")])
            .Answer(200, Data, headers: ("X-Authorization", "T4, T5"))
            .Answer(200, Data);
        using var session = await ConnectAsync(new ToggleApi(), "me");

        for (var i = 0; i < 3; i++)
            await ExecuteAsync(session, s_query);

        Assert.Equal("Bearer T1", _http.Requests[3].Authorization);
    }

    [Theory]
    [InlineData(401, "")]
    [InlineData(401, Page)]
    [InlineData(401, """{"message":"Unauthorized"}""")]
    [InlineData(200, Unauthorized)]
    [InlineData(200, """{"data":null,"errors":[{"message":"x","extensions":{"code":"AUTH_NOT_AUTHENTICATED"}}]}""")]
    [InlineData(400, """{"errors":[{"message":"x","extensions":{"code":"AUTH_NOT_AUTHENTICATED"}}]}""")]
    [InlineData(500, """{"errors":[{"message":"x","extensions":{"code":"AUTH_NOT_AUTHENTICATED"}}]}""")]
    [InlineData(401, """{"errors":[{"message":"x","extensions":{"code":"UNAUTHENTICATED"}}]}""")]
    [InlineData(200, """{"data":{"a":{"b":null}},"errors":[{"message":" unauthorized. ","path":["a","b"]}]}""")]
    public async Task A_query_is_sent_again_once_after_a_refresh(int status, string body)
    {
        _http.Answer(200, Grant("signIn", "A1", "R1")).Answer(status, body).Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, Data);
        using var session = await ConnectAsync(new RedFlagAlertApi());

        var response = await ExecuteAsync(session, s_query);

        Assert.Empty(response.Errors);
        Assert.Equal(2, response.Attempts);
        Assert.True(response.Refreshed);
        Assert.Equal("Bearer A2", _http.Requests[3].Authorization);
    }

    [Fact]
    public async Task The_rotated_refresh_token_replaces_the_old_one()
    {
        _http.Answer(200, Grant("signIn", "A1", "R1"))
            .Answer(200, Data).Answer(401, "").Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, Data)
            .Answer(401, "").Answer(200, Grant("signInRefresh", "A3", "R3")).Answer(200, Data);
        using var session = await ConnectAsync(new RedFlagAlertApi());

        for (var i = 0; i < 3; i++)
            await ExecuteAsync(session, s_query);

        Assert.Contains("\"R1\"", _http.Requests[3].Body, StringComparison.Ordinal);
        Assert.Contains("\"R2\"", _http.Requests[6].Body, StringComparison.Ordinal);
        Assert.Equal(2, session.Status.RefreshCount);
    }

    [Fact]
    public async Task A_second_unauthorized_is_the_answer()
    {
        _http.Answer(200, Grant("signIn", "A1", "R1")).Answer(200, Unauthorized).Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, Unauthorized);
        using var session = await ConnectAsync(new RedFlagAlertApi());

        var response = await ExecuteAsync(session, s_query);

        Assert.Equal(ErrorCodes.Unauthorized, AnswerErrors.From(response)[0].ErrorCode);
    }

    [Fact]
    public async Task A_second_401_without_a_body_is_unauthorized()
    {
        _http.Answer(200, Grant("signIn", "A1", "R1")).Answer(401, "").Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(401, Page, "text/html");
        using var session = await ConnectAsync(new RedFlagAlertApi());

        Assert.Equal(ErrorCodes.Unauthorized, (await FailAsync(session, s_query)).ErrorCode);
    }

    [Fact]
    public async Task Toggle_signs_in_anew_where_it_cannot_refresh()
    {
        _http.Answer(200, """{"data":{"loginUser":{"id":1}}}""", headers: ("X-Authorization", "T1"))
            .Answer(200, Unauthorized)
            .Answer(200, """{"data":{"loginUser":{"id":1}}}""", headers: ("X-Authorization", "T2"))
            .Answer(200, Data);
        using var session = await ConnectAsync(new ToggleApi(), "me");

        Assert.Empty((await ExecuteAsync(session, s_query)).Errors);
    }

    [Theory]
    [InlineData(401, "")]
    [InlineData(200, """{"errors":[{"message":"dead"}]}""")]
    public async Task A_dead_refresh_token_leads_to_one_sign_in(int status, string body)
    {
        _http.Answer(200, Grant("signIn", "A1", "R1")).Answer(401, "").Answer(status, body).Answer(200, Grant("signIn", "A2", "R2")).Answer(200, Data);
        using var session = await ConnectAsync(new RedFlagAlertApi());

        Assert.Empty((await ExecuteAsync(session, s_query)).Errors);
    }

    [Fact]
    public async Task Tokens_alone_that_are_refused_end_in_ReauthenticationRequired()
    {
        _http.Answer(200, Unauthorized);
        using var session = ApiSession.FromTokens(Options(new ToggleApi()), SecureText.Protect("T1"), null);

        Assert.Equal(ErrorCodes.ReauthenticationRequired, (await FailAsync(session, s_query)).ErrorCode);
    }

    [Fact]
    public async Task A_refresh_token_alone_is_enough()
    {
        _http.Answer(200, Grant("signInRefresh", "A1", "R2")).Answer(200, Data);
        using var session = ApiSession.FromTokens(Options(new RedFlagAlertApi()), null, SecureText.Protect("R1"));

        Assert.Empty((await ExecuteAsync(session, s_query)).Errors);
    }

    [Theory]
    [InlineData(403, "")]
    [InlineData(200, """{"errors":[{"message":"x","extensions":{"code":"FORBIDDEN"}}]}""")]
    [InlineData(200, """{"errors":[{"message":"x","extensions":{"code":"AUTH_NOT_AUTHORIZED"}}]}""")]
    [InlineData(200, """{"errors":[{"message":"Unauthorized to delete row 5"}]}""")]
    [InlineData(200, """{"data":{"a":"Unauthorized"}}""")]
    [InlineData(200, """{"errors":[{"message":"Unauthorized"},{"message":"x","extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}""")]
    public async Task What_a_new_token_cannot_help_is_not_refreshed(int status, string body)
    {
        _http.Answer(200, Grant("signIn", "A1", "R1")).Answer(status, body);
        using var session = await ConnectAsync(new RedFlagAlertApi());

        if (body.Length == 0)
            Assert.Equal(ErrorCodes.Forbidden, (await FailAsync(session, s_query)).ErrorCode);
        else
            Assert.Equal(1, (await ExecuteAsync(session, s_query)).Attempts);
    }

    [Fact]
    public async Task Without_the_auth_retry_the_first_answer_stands_and_the_next_call_renews()
    {
        _http.Answer(200, Grant("signIn", "A1", "R1")).Answer(200, Unauthorized).Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, Data);
        using var session = await ConnectAsync(new RedFlagAlertApi());

        var first = await session.ExecuteAsync(s_query, new CallOptions { RetryOnUnauthorized = false }, default);
        Assert.Single(first.Errors);
        Assert.Equal(1, first.Attempts);
        Assert.Empty((await ExecuteAsync(session, s_query)).Errors);
    }

    [Fact]
    public async Task A_rejected_password_is_tried_once()
    {
        _http.Answer(200, Grant("signIn", "A1", "R1")).Answer(401, "")
            .Answer(200, """{"errors":[{"message":"dead"}]}""").Answer(200, """{"errors":[{"message":"Wrong password."}]}""")
            .Answer(401, "").Answer(401, "");
        using var session = await ConnectAsync(new RedFlagAlertApi());

        for (var i = 0; i < 3; i++)
        {
            var exception = await FailAsync(session, s_query);
            Assert.Equal(ErrorCodes.CredentialRejected, exception.ErrorCode);
            Assert.Contains("Wrong password.", exception.Message, StringComparison.Ordinal);
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal("CredentialRejected", session.Status.State);
    }

    [Theory]
    [InlineData(200, """{"errors":[{"message":"Wrong."}]}""", ErrorCodes.CredentialRejected)]
    [InlineData(200, """{"data":{"signIn":null},"errors":[{"message":"Wrong.","path":["signIn"]}]}""", ErrorCodes.CredentialRejected)]
    [InlineData(400, """{"errors":[{"message":"Wrong.","extensions":{"code":"AUTH_NOT_AUTHENTICATED"}}]}""", ErrorCodes.CredentialRejected)]
    [InlineData(401, "", ErrorCodes.CredentialRejected)]
    [InlineData(200, """{"errors":[{"message":"Wrong.","extensions":{"code":"GRAPHQL_PARSE_FAILED"}}]}""", ErrorCodes.SignInFailed)]
    [InlineData(400, """{"errors":[{"message":"Wrong.","extensions":{"code":"HC0016"}}]}""", ErrorCodes.SignInFailed)]
    [InlineData(400, """{"errors":[{"message":"The argument `useManagementflow` does not exist.","extensions":{"specifiedBy":"https://spec.graphql.org/"}}]}""", ErrorCodes.SignInFailed)]
    [InlineData(200, """{"errors":[{"message":"Cannot query field \"signIn\" on type \"Mutation\"."}]}""", ErrorCodes.SignInFailed)]
    [InlineData(429, """{"errors":[{"message":"Slow down."}]}""", ErrorCodes.SignInFailed)]
    [InlineData(500, """{"errors":[{"message":"Oops."}]}""", ErrorCodes.SignInFailed)]
    [InlineData(503, Page, ErrorCodes.SignInFailed)]
    [InlineData(200, """{"data":{"signIn":null}}""", ErrorCodes.SignInFailed)]
    [InlineData(200, """{"data":{"signIn":{"accessToken":"","refreshToken":"R1"}}}""", ErrorCodes.SignInFailed)]
    [InlineData(200, """{"data":{"signIn":{"accessToken":42}}}""", ErrorCodes.SignInFailed)]
    [InlineData(200, Page, ErrorCodes.NotGraphQLResponse)]
    [InlineData(302, "", ErrorCodes.RedirectRefused)]
    public async Task A_failed_sign_in_is_called_what_it_is_and_not_repeated(int status, string body, string code)
    {
        _http.Answer(status, body, body == Page ? "text/html" : "application/json");

        var exception = await Assert.ThrowsAsync<RfaException>(() => ConnectAsync(new RedFlagAlertApi()));

        Assert.Equal(code, exception.ErrorCode);
        Assert.Single(_http.Requests);
    }

    [Fact]
    public async Task Toggle_s_sign_in_without_the_header_names_what_is_missing()
    {
        _http.Answer(200, """{"data":{"loginUser":{"id":1}}}""");

        var exception = await Assert.ThrowsAsync<RfaException>(() => ConnectAsync(new ToggleApi(), "me"));

        Assert.Equal(ErrorCodes.SignInFailed, exception.ErrorCode);
        Assert.Contains("X-Authorization", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_the_service_echoes_is_hidden()
    {
        var echo = System.Text.Json.JsonSerializer.Serialize(new { errors = new[] { new { message = $"Bad: {Password}", extensions = new { given = Password } } } });
        _http.Answer(200, echo);

        var exception = await Assert.ThrowsAsync<RfaException>(() => ConnectAsync(new RedFlagAlertApi()));

        Assert.Contains(Redactor.Mask, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, exception.ToString(), StringComparison.Ordinal);
        Assert.Equal(Redactor.Mask, exception.Response!.Errors[0].Extensions["given"]);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(425)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_query_is_repeated_twice_on_a_status_that_may_pass(int status)
    {
        _http.Answer(200, Grant("signIn", "A1", "R1")).Answer(status, Page, "text/html").Answer(status, "").Answer(200, Data);
        using var session = await ConnectAsync(new RedFlagAlertApi());

        Assert.Equal(3, (await ExecuteAsync(session, s_query)).Attempts);
        Assert.Equal(2, _clock.Delays.Count);
    }

    [Fact]
    public async Task After_the_last_repetition_the_status_is_the_error()
    {
        _http.Answer(200, Grant("signIn", "A1", "R1")).Answer(503, "").Answer(503, "").Answer(503, "", headers: ("Retry-After", "7"));
        using var session = await ConnectAsync(new RedFlagAlertApi());

        var exception = await FailAsync(session, s_query);

        Assert.Equal(ErrorCodes.HttpError, exception.ErrorCode);
        Assert.True(exception.IsRetryable);
        Assert.Equal(TimeSpan.FromSeconds(7), exception.RetryAfter);
    }

    [Fact]
    public async Task Retry_After_is_waited_for_and_not_beyond_the_call_s_time()
    {
        _http.Answer(200, Grant("signIn", "A1", "R1"))
            .Answer(429, "", headers: ("Retry-After", "25")).Answer(200, Data)
            .Answer(429, "", headers: ("Retry-After", "101"));
        using var session = await ConnectAsync(new RedFlagAlertApi());

        await ExecuteAsync(session, s_query);
        Assert.Equal(25, _clock.Delays.Max().TotalSeconds, 3);
        var exception = await FailAsync(session, s_query);

        Assert.Equal(101, exception.RetryAfter!.Value.TotalSeconds);
        Assert.Equal(25, _clock.Delays.Max().TotalSeconds, 3);
        // The pause is the whole session's: the next call does not ask, and does not wait for what it cannot reach.
        Assert.Equal(ErrorCodes.TooManyRequests, (await FailAsync(session, s_query)).ErrorCode);
        Assert.Equal(4, _http.Requests.Count);
    }

    [Fact]
    public async Task A_lost_connection_repeats_a_query_and_leaves_a_mutation_s_outcome_unknown()
    {
        _http.Answer(200, Grant("signIn", "A1", "R1")).Fail(Reset()).Answer(200, Data).Fail(Reset());
        using var session = await ConnectAsync(new RedFlagAlertApi());

        Assert.Equal(2, (await ExecuteAsync(session, s_query)).Attempts);
        var exception = await FailAsync(session, s_mutation);

        Assert.Equal(ErrorCodes.OutcomeUnknown, exception.ErrorCode);
        Assert.True(exception.OutcomeUnknown);
        Assert.Contains("Pay", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mutation_that_never_left_is_repeated()
    {
        var refused = new HttpRequestException(HttpRequestError.ConnectionError, "", new SocketException((int)SocketError.ConnectionRefused));
        _http.Answer(200, Grant("signIn", "A1", "R1")).Fail(refused).Answer(200, Data);
        using var session = await ConnectAsync(new RedFlagAlertApi());

        Assert.Equal(2, (await ExecuteAsync(session, s_mutation)).Attempts);
    }

    [Theory]
    [InlineData(500, "", ErrorCodes.OutcomeUnknown)]
    [InlineData(503, Page, ErrorCodes.OutcomeUnknown)]
    [InlineData(408, "", ErrorCodes.OutcomeUnknown)]
    [InlineData(200, "", ErrorCodes.OutcomeUnknown)]
    [InlineData(200, """{"data":{"a":""", ErrorCodes.OutcomeUnknown)]
    [InlineData(200, Page, ErrorCodes.OutcomeUnknown)]
    [InlineData(429, "", ErrorCodes.TooManyRequests)]
    [InlineData(404, "", ErrorCodes.HttpError)]
    [InlineData(413, "", ErrorCodes.HttpError)]
    [InlineData(403, "", ErrorCodes.Forbidden)]
    [InlineData(407, "", ErrorCodes.ProxyError)]
    [InlineData(307, "", ErrorCodes.RedirectRefused)]
    public async Task A_mutation_without_an_answer_is_not_repeated_and_is_unknown_where_it_may_have_run(int status, string body, string code)
    {
        _http.Answer(200, Grant("signIn", "A1", "R1")).Answer(status, body, body == Page ? "text/html" : "application/json");
        using var session = await ConnectAsync(new RedFlagAlertApi());

        Assert.Equal(code, (await FailAsync(session, s_mutation)).ErrorCode);
    }

    [Fact]
    public async Task A_graphql_answer_is_an_answer_whatever_its_status()
    {
        _http.Answer(200, Grant("signIn", "A1", "R1")).Answer(500, """{"errors":[{"message":"Out of stock","extensions":{"code":"STOCK"}}]}""");
        using var session = await ConnectAsync(new RedFlagAlertApi());

        var response = await ExecuteAsync(session, s_mutation);

        Assert.Equal("STOCK", AnswerErrors.From(response)[0].ErrorCode);
    }

    [Fact]
    public async Task The_call_s_time_ends_a_request_that_hangs()
    {
        _http.Answer(200, Grant("signIn", "A1", "R1")).Hang().Hang();
        using var session = await ConnectAsync(new RedFlagAlertApi());

        var query = FailAsync(session, s_query);
        _clock.Advance(TimeSpan.FromSeconds(101));
        Assert.Equal(ErrorCodes.RequestTimeout, (await query).ErrorCode);
        var mutation = FailAsync(session, s_mutation);
        _clock.Advance(TimeSpan.FromSeconds(101));
        Assert.Equal(ErrorCodes.OutcomeUnknown, (await mutation).ErrorCode);
        Assert.Empty(session.Status.LastInterrupted);
    }

    [Fact]
    public async Task A_mutation_that_the_user_stopped_is_remembered()
    {
        _http.Answer(200, Grant("signIn", "A1", "R1")).Hang().Answer(200, Data);
        using var session = await ConnectAsync(new RedFlagAlertApi());
        using var stop = new CancellationTokenSource();

        var call = session.ExecuteAsync(s_mutation, new CallOptions(), stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        Assert.Equal("Pay", Assert.Single(session.Status.LastInterrupted).Operation);
        await ExecuteAsync(session, s_query);
    }

    [Fact]
    public async Task A_disconnected_session_ends_its_calls_and_takes_no_more()
    {
        _http.Answer(200, Grant("signIn", "A1", "R1")).Hang();
        var session = await ConnectAsync(new RedFlagAlertApi());

        var call = FailAsync(session, s_query);
        session.Dispose();
        session.Dispose();

        Assert.Equal(ErrorCodes.SessionDisconnected, (await call).ErrorCode);
        Assert.Equal(ErrorCodes.SessionDisconnected, (await FailAsync(session, s_query)).ErrorCode);
        Assert.Equal("Disconnected", session.Status.State);
    }

    [Fact]
    public async Task A_token_with_time_left_is_renewed_only_on_request()
    {
        _http.Answer(200, Grant("signIn", Jwt.Create(_clock.UtcNow, TimeSpan.FromHours(1)), "R1")).Answer(200, Grant("signInRefresh", "A2", "R2"));
        using var session = await ConnectAsync(new RedFlagAlertApi());

        Assert.False(await session.RenewAsync(TimeSpan.FromMinutes(10), NullCallLog.Instance, default));
        Assert.Equal(TimeSpan.FromHours(1), session.Status.TimeLeft);
        Assert.True(await session.RenewAsync(TimeSpan.FromMinutes(60), NullCallLog.Instance, default));
    }

    [Fact]
    public async Task The_cost_budget_is_kept_and_calls_wait_when_it_is_nearly_spent()
    {
        const string Spent = """{"data":{"a":1},"extensions":{"cost":{"actualQueryCost":16,"throttleStatus":{"maximumAvailable":8000,"currentlyAvailable":100}}}}""";
        _http.Answer(200, """{"data":{"loginUser":{"id":1}}}""", headers: ("X-Authorization", "T1")).Answer(200, Spent).Answer(200, Data);
        using var session = await ConnectAsync(new ToggleApi(), "me");

        var response = await ExecuteAsync(session, s_query);
        Assert.Equal(new ThrottleStatus(16, 8000, 100), response.ThrottleStatus);
        Assert.Equal(response.ThrottleStatus, session.Status.ThrottleStatus);
        Assert.Empty(_clock.Delays);
        await ExecuteAsync(session, s_query);

        Assert.Equal(12, Assert.Single(_clock.Delays).TotalSeconds, 3);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("a b", null)]
    [InlineData(null, "R1")] // Toggle has no refresh
    public void Tokens_that_are_none_are_refused_without_being_repeated(string? access, string? refresh)
    {
        var exception = Assert.Throws<RfaException>(() => ApiSession.FromTokens(
            Options(new ToggleApi()), access is null ? null : SecureText.Protect(access), refresh is null ? null : SecureText.Protect(refresh)));

        Assert.Equal(ErrorCodes.TokenRefused, exception.ErrorCode);
        Assert.DoesNotContain("a b", exception.Message, StringComparison.Ordinal);
    }

    private static string Grant(string field, string access, string refresh) =>
        System.Text.Json.JsonSerializer.Serialize(new { data = new Dictionary<string, object> { [field] = new { accessToken = access, refreshToken = refresh } } });

    private static HttpRequestException Reset() => new("", new SocketException((int)SocketError.ConnectionReset));

    private static Task<GraphQLResponse> ExecuteAsync(ApiSession session, GraphQLRequest request) =>
        session.ExecuteAsync(request, new CallOptions(), default);

    private static Task<RfaException> FailAsync(ApiSession session, GraphQLRequest request) =>
        Assert.ThrowsAsync<RfaException>(() => ExecuteAsync(session, request));

    private SessionOptions Options(IServiceApi api) => new(api, new Uri("https://example.com/graphql/"))
    {
        Clock = _clock,
        HandlerFactory = () => _http,
    };

    private Task<ApiSession> ConnectAsync(IServiceApi api, string user = "me@example.com") =>
        ApiSession.ConnectAsync(Options(api), new SignInCredential(user, SecureText.Protect(Password)), NullCallLog.Instance, default);
}
