namespace RfaAuth.Core.Tests.Sessions;

/// <summary>The service's words reach the user, in the exception, the log and the session's last error alike.</summary>
public sealed class ServiceWordsTests : SessionTests
{
    [Theory]
    [InlineData(422, """{"message":"The given data was invalid.","errors":{"query":["The query field is required."]}}""", ErrorCodes.HttpError, "It says: \"The given data was invalid. query: The query field is required.\"")]
    [InlineData(200, """{"error_message":"Query has complexity 1200"}""", ErrorCodes.MalformedGraphQLResponse, "it has neither data nor errors. It says: \"Query has complexity 1200\"")]
    [InlineData(404, "<title>404 Not Found</title>", ErrorCodes.HttpError, "Check -Endpoint. The page's title is \"404 Not Found\".")]
    [InlineData(403, "<title>Web App - Unavailable</title><h1>Error 403 - This web app is stopped.</h1>", ErrorCodes.NotGraphQLResponse, "The page's title is \"Web App - Unavailable: Error 403 - This web app is stopped.\".")]
    public async Task An_error_shows_the_message_of_the_service(int status, string body, string code, string says)
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(status, body, body[0] == '<' ? "text/html" : "application/json");
        var log = new ListLog();
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        var exception = await Assert.ThrowsAsync<RfaException>(() => session.ExecuteAsync(Query, new CallOptions { Log = log }, default));

        Assert.Equal(code, exception.ErrorCode);
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
        Assert.Equal(body, exception.BodyStart);
        Assert.Equal($"{code}: {exception.Message}", session.Status.LastError);
        Assert.Contains(log.Messages, line => line.Contains($"HTTP {status}", StringComparison.Ordinal) && line.Contains("It says: \"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Secrets_in_the_reasons_of_an_error_are_hidden()
    {
        Http.Answer(200, """{"errors":[{"message":"No","reasons":["T1-token is too old","It is closed"]}],"data":null}""");
        using var session = ApiSession.FromTokens(Options(LedgerlineApi.Definition), SecureText.Protect("T1-token"), null);

        var error = (await ExecuteAsync(session, Query)).FirstError;

        Assert.Equal("No: (hidden) is too old, It is closed", error.Message);
        Assert.Equal(["(hidden) is too old", "It is closed"], ((GraphQLError)error.Error!).Reasons);
    }

    [Fact]
    public async Task Secrets_in_the_message_of_the_service_are_hidden()
    {
        Http.Answer(200, Grant("signIn", "A1-token", "R1-token")).Answer(422, """{"message":"Not you, A1-token","errors":{"pin":["4711-secret"]}}""");
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);
        var request = new GraphQLRequest("query ($pin: String) { a(pin: $pin) }").WithVariables(new Dictionary<string, object?> { ["pin"] = SecureText.Protect("4711-secret") });

        var exception = await FailAsync(session, request);

        Assert.Contains("Not you, (hidden): pin: (hidden)", exception.Message, StringComparison.Ordinal);
        Assert.Equal("""{"message":"Not you, (hidden)","errors":{"pin":["(hidden)"]}}""", exception.BodyStart);
    }

    [Fact]
    public async Task An_OutcomeUnknown_error_shows_the_message_of_the_service()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(500, """{"message":"Server Error"}""");
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        var exception = await FailAsync(session, Mutation);

        Assert.Equal(ErrorCodes.OutcomeUnknown, exception.ErrorCode);
        Assert.EndsWith("It says: \"Server Error\"", exception.Message, StringComparison.Ordinal);
        Assert.Equal("""{"message":"Server Error"}""", exception.BodyStart);
    }

    [Fact]
    public async Task The_text_in_place_of_the_answer_to_a_sign_in_may_be_a_token_and_is_not_shown()
    {
        Http.Answer(200, "opaque-4711", "text/plain");

        var exception = await Assert.ThrowsAsync<RfaException>(() => ConnectAsync(RedFlagAlertApi.Definition));

        Assert.DoesNotContain("4711", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(503)]
    public async Task A_failed_sign_in_shows_the_message_of_the_service_and_keeps_nothing_of_its_body(int status)
    {
        Http.Answer(status, """{"message":"Locked for 5 minutes","token":"opaque"}""");

        var exception = await Assert.ThrowsAsync<RfaException>(() => ConnectAsync(RedFlagAlertApi.Definition));

        Assert.Contains("It says: \"Locked for 5 minutes\"", exception.Message, StringComparison.Ordinal);
        Assert.Null(exception.BodyStart);
    }
}
