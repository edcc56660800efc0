using System.Net.Http.Headers;

namespace RfaAuth.Core.Tests.Sessions;

/// <summary>The headers of one call go with each of its attempts, and those of an answer come back without a token.</summary>
public sealed class HeaderTests : SessionTests
{
    private static readonly (string, string)[] s_answer =
    [
        ("X-Request-Id", "req-1"), ("X-RateLimit-Remaining", "7"), ("Server", "nginx"), ("Set-Cookie", "sid=cookie-secret"), ("X-Authorization", "Rotated.token.value"),
        ("WWW-Authenticate", "Bearer token=\"challenge-secret\""), ("ETag", "\"A1-token\""),
    ];

    private static readonly CallOptions s_keep = new() { KeepHeaders = true };

    [Fact]
    public async Task Headers_of_a_call_are_sent_with_each_attempt_and_not_with_the_refresh_between()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(503, "").Answer(200, Unauthorized).Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, Data);
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);
        var request = Query with { Headers = new Dictionary<string, string> { ["X-Correlation-Id"] = "c-1", ["accept"] = "application/json" } };

        Assert.Equal(3, (await ExecuteAsync(session, request)).Facts.Attempts);

        Assert.Equal([null, "c-1", "c-1", null, "c-1"], Http.Requests.Select(sent => Sent(sent.Request.Headers, "X-Correlation-Id")));
        Assert.Equal("application/json", Sent(Http.Requests[^1].Request.Headers, "Accept"));
        Assert.Contains("graphql-response", Sent(Http.Requests[0].Request.Headers, "Accept"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_that_the_session_sends_or_that_holds_a_token_is_refused_before_anything_is_sent()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1"));
        using var session = await ApiSession.ConnectAsync(
            Options(RedFlagAlertApi.Definition) with { Headers = new Dictionary<string, string> { ["X-Tenant"] = "1" } },
            new SignInCredential("me", SecureText.Protect(Password)), NullCallLog.Instance, default);

        foreach (var name in new[] { "x-tenant", "Authorization", "X-Authorization", "Cookie", "Content-Type", "Host" })
            Assert.Equal(ErrorCodes.InvalidHeader, (await FailAsync(session, Query with { Headers = new Dictionary<string, string> { [name] = "v" } })).ErrorCode);
        Assert.Single(Http.Requests);
    }

    [Fact]
    public async Task A_secret_in_a_header_is_hidden_in_answers()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(200, """{"errors":[{"message":"No such key: key-4711"}]}""").Answer(422, """{"message":"No such key: key-4711"}""", "application/json", ("X-Request-Id", "key-4711"));
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);
        var request = Query with { Headers = new Dictionary<string, string> { ["X-Api-Key"] = "key-4711" }, HeaderSecrets = ["key-4711"] };

        Assert.Equal("No such key: (hidden)", (await ExecuteAsync(session, request)).Errors[0].Message);
        var exception = await FailAsync(session, request);

        Assert.DoesNotContain("4711", exception.Message + exception.BodyStart + exception.RequestId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_has_its_headers_on_request_and_never_a_token()
    {
        Http.Answer(200, Grant("signIn", "A1-token", "R1")).Answer(200, Data, "application/json", s_answer).Answer(200, Data, "application/json", s_answer)
            .Answer(200, """{"errors":[{"message":"no"}]}""", "application/json", s_answer);
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        var response = await session.ExecuteAsync(Query, s_keep, default);
        Assert.Empty((await ExecuteAsync(session, Query)).Facts.Headers);

        Assert.Equal(["etag", "x-ratelimit-remaining", "x-request-id"], response.Facts.Headers.Keys.Select(name => name.ToLowerInvariant()).Order(StringComparer.Ordinal));
        Assert.Equal(["req-1"], response.Facts.Headers["x-request-id"]);
        Assert.Equal(["\"(hidden)\""], response.Facts.AllHeaders["etag"]);
        Assert.Equal(["nginx"], response.Facts.AllHeaders["Server"]);
        Assert.Equal(["application/json"], response.Facts.AllHeaders["Content-Type"]);
        Assert.DoesNotContain(response.Facts.AllHeaders, header => header.Key is "Set-Cookie" or "X-Authorization" or "WWW-Authenticate");
        Assert.Equal(["nginx"], (await session.ExecuteAsync(Query, s_keep, default)).FirstError.AllHeaders!["Server"]);
    }

    [Theory]
    [InlineData(200, """{"errors":[{"message":"no"}]}""")]
    [InlineData(503, "busy")]
    [InlineData(200, "<html>")]
    public async Task An_error_has_the_id_of_its_request(int status, string body)
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(status, body, "application/json", s_answer);
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        var call = session.ExecuteAsync(Mutation, new CallOptions(), default);
        var exception = status == 200 && body[0] == '{' ? (await call).FirstError : await Assert.ThrowsAsync<RfaException>(() => call);

        Assert.Equal("req-1", exception.RequestId);
        Assert.Equal("req-1", exception.With("in other words", null).RequestId);
        Assert.Equal(["7"], exception.Headers["x-ratelimit-remaining"]);
        Assert.False(exception.Headers.ContainsKey("Set-Cookie"));
    }

    [Fact]
    public async Task An_OutcomeUnknown_error_has_the_id_of_its_request()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Answer(_ =>
        {
            var answer = StubHttp.Create(200, [], "application/json", s_answer);
            answer.Content = new StreamContent(new BrokenStream());
            return Task.FromResult(answer);
        });
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        var exception = await FailAsync(session, Mutation);

        Assert.Equal((ErrorCodes.OutcomeUnknown, "req-1"), (exception.ErrorCode, exception.RequestId));
    }

    [Fact]
    public async Task A_failed_sign_in_has_the_id_of_its_request()
    {
        Http.Answer(200, """{"errors":[{"message":"wrong user name or password"}],"data":{"signIn":null}}""", "application/json", s_answer);

        var exception = await Assert.ThrowsAsync<RfaException>(() => ConnectAsync(RedFlagAlertApi.Definition));

        Assert.Equal("req-1", exception.RequestId);
        Assert.DoesNotContain("Rotated", string.Join(' ', exception.Headers.Values.SelectMany(values => values)), StringComparison.Ordinal);
    }

    private static string? Sent(HttpRequestHeaders headers, string name) => headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    private sealed class BrokenStream : MemoryStream
    {
        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromException<int>(new IOException());

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromException<int>(new IOException());
    }
}
