namespace RfaAuth.Core.Tests.Sessions;

/// <summary>How each service is signed in to, and what a failed sign-in is called.</summary>
public sealed class SignInTests : SessionTests
{
    [Fact]
    public async Task Red_Flag_Alert_signs_in_with_the_management_flow_and_variables()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(200, Data);
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        var response = await ExecuteAsync(session, Query);

        Assert.Equal(1L, ((IReadOnlyDictionary<string, object?>)response.Response.Data!)["a"]);
        Assert.Null(Http.Requests[0].Authorization);
        Assert.Contains("signIn(useManagementflow: true, credentials: { userName: $userName, password: $password })", Http.Requests[0].Body, StringComparison.Ordinal);
        Assert.Contains("$userName: String!, $password: String!", Http.Requests[0].Body, StringComparison.Ordinal);
        using var body = System.Text.Json.JsonDocument.Parse(Http.Requests[0].Body);
        Assert.Equal(Password, body.RootElement.GetProperty("variables").GetProperty("password").GetString());
        Assert.Equal("Bearer A1", Http.Requests[1].Authorization);
    }

    [Fact]
    public async Task The_legacy_sign_in_of_Red_Flag_Alert_leaves_the_argument_out()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(200, Grant("signInRefresh", "A2", "R2"));
        using var session = await ConnectAsync(RedFlagAlertApi.With(SignInMode.Legacy));

        Assert.True(await session.RenewAsync(null, NullCallLog.Instance, default));

        Assert.All(Http.Requests, r => Assert.DoesNotContain("useManagementflow", r.Body, StringComparison.Ordinal));
        Assert.Contains("\"refreshToken\":\"R1\"", Http.Requests[1].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SignInBy.Auto, "me@example.com", "email")]
    [InlineData(SignInBy.Auto, "me", "username")]
    [InlineData(SignInBy.Email, "me", "email")]
    [InlineData(SignInBy.UserName, "me@example.com", "username")]
    public async Task Toggle_signs_in_by_email_or_user_name_and_its_token_is_read_from_the_header(SignInBy by, string user, string variable)
    {
        Http.Answer(200, """{"data":{"loginUser":{"id":1}}}""", headers: [("X-Authorization", "T1"), ("Authorization", "old")])
            .Answer(200, Data, headers: ("X-Authorization", "  "))
            .Answer(200, Data, headers: ("Authorization", "Bearer T2"))
            .Answer(200, Data);
        using var session = await ConnectAsync(ToggleApi.With(by), user);

        for (var i = 0; i < 3; i++)
            await ExecuteAsync(session, Query);

        Assert.Contains($"\"{variable}\":\"{user}\"", Http.Requests[0].Body, StringComparison.Ordinal);
        Assert.Equal(["Bearer T1", "Bearer T1", "Bearer T2"], Http.Requests.Skip(1).Select(r => r.Authorization!));
    }

    [Theory]
    [InlineData(401, "", ErrorCodes.CredentialRejected)]
    [InlineData(200, """{"data":{"signIn":{"accessToken":"","refreshToken":"R1"}}}""", ErrorCodes.SignInFailed)]
    [InlineData(200, """{"data":{"signIn":{"accessToken":42}}}""", ErrorCodes.SignInFailed)]
    [InlineData(200, Page, ErrorCodes.NotGraphQLResponse)]
    [InlineData(302, "", ErrorCodes.RedirectRefused)]
    public async Task A_failed_sign_in_is_an_error_with_its_own_code_and_not_repeated(int status, string body, string code)
    {
        Http.Answer(status, body, body == Page ? "text/html" : "application/json");

        var exception = await Assert.ThrowsAsync<RfaException>(() => ConnectAsync(RedFlagAlertApi.Definition));

        Assert.Equal(code, exception.ErrorCode);
        Assert.DoesNotContain("the session has none", exception.Message, StringComparison.Ordinal);
        Assert.Single(Http.Requests);
    }

    [Fact]
    public async Task A_sign_in_to_Toggle_without_the_token_header_says_what_is_missing()
    {
        Http.Answer(200, """{"data":{"loginUser":{"id":1}}}""");

        var exception = await Assert.ThrowsAsync<RfaException>(() => ConnectAsync(ToggleApi.Definition, "me"));

        Assert.Equal(ErrorCodes.SignInFailed, exception.ErrorCode);
        Assert.Contains("X-Authorization", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_the_service_repeats_is_hidden()
    {
        var echo = System.Text.Json.JsonSerializer.Serialize(new { errors = new[] { new { message = $"Bad: {Password}", extensions = new { given = Password } } } });
        Http.Answer(200, echo);

        var exception = await Assert.ThrowsAsync<RfaException>(() => ConnectAsync(RedFlagAlertApi.Definition));

        Assert.Contains(Redactor.Mask, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, exception.ToString(), StringComparison.Ordinal);
        Assert.Equal(Redactor.Mask, exception.Answer().Errors[0].Extensions["given"]);
    }

    [Theory]
    [InlineData("code", "extensions")]
    [InlineData("errorType", null)]
    public async Task A_token_that_the_service_repeats_in_a_code_or_a_path_is_hidden(string name, string? place)
    {
        object named = new Dictionary<string, object> { [name] = "Bad-A1-secret" };
        var error = new Dictionary<string, object> { ["message"] = "x", ["path"] = new object[] { "a", "A1-secret", 1 }, [place ?? name] = place is null ? "Bad-A1-secret" : named };
        Http.Answer(200, Grant("signIn", "A1-secret", "R1"))
            .Answer(200, System.Text.Json.JsonSerializer.Serialize(new { errors = new[] { error } }));
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        var response = await ExecuteAsync(session, Query);

        var exception = response.Errors[0];
        Assert.Equal("Bad-(hidden)", exception.ErrorCode);
        Assert.Equal("x (at a.(hidden)[1])", exception.Message);
    }

    [Fact]
    public async Task The_data_beside_the_errors_of_a_refused_sign_in_is_not_kept()
    {
        Http.Answer(200, """{"data":{"signIn":{"accessToken":"A1"}},"errors":[{"message":"Change your password first."}]}""");

        var exception = await Assert.ThrowsAsync<RfaException>(() => ConnectAsync(RedFlagAlertApi.Definition));

        Assert.Null(exception.Answer().Data);
    }

    [Fact]
    public async Task The_caller_may_dispose_of_the_password()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(200, """{"errors":[{"message":"x","extensions":{"code":"C"}}]}""")
            .Answer(401, "").Answer(401, "").Answer(200, Grant("signIn", "A2", "R2")).Answer(200, Data);
        var password = SecureText.Protect(Password);
        using var session = await ApiSession.ConnectAsync(
            Options(RedFlagAlertApi.Definition), new SignInCredential("me", password), NullCallLog.Instance, default);
        password.Dispose();

        Assert.Equal("x", (await ExecuteAsync(session, Query)).Errors[0].Message);
        Assert.Empty((await ExecuteAsync(session, Query)).Errors);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("a b", null)]
    [InlineData(null, "R1")] // Toggle has no refresh
    public void Values_that_are_no_tokens_are_refused_and_not_shown(string? access, string? refresh)
    {
        var exception = Assert.Throws<RfaException>(() => ApiSession.FromTokens(
            Options(ToggleApi.Definition), access is null ? null : SecureText.Protect(access), refresh is null ? null : SecureText.Protect(refresh)));

        Assert.Equal(ErrorCodes.InvalidToken, exception.ErrorCode);
        Assert.DoesNotContain("a b", exception.Message, StringComparison.Ordinal);
    }
}
