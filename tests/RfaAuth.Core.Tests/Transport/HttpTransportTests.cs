namespace RfaAuth.Core.Tests.Transport;

/// <summary>What is sent and where to, and what is read of an answer but for its body.</summary>
public sealed class HttpTransportTests : HttpTransportFixture
{
    [Fact]
    public async Task A_request_is_a_POST_of_JSON_that_asks_for_a_GraphQL_answer()
    {
        Http.Answer(200, "{}");
        using var transport = new HttpTransport(Options());

        await transport.SendAsync(Encoding.UTF8.GetBytes("""{"query":"{ a }"}"""), null, NoHeaders, default);

        var sent = Assert.Single(Http.Requests);
        Assert.Equal("""{"query":"{ a }"}""", sent.Body);
        Assert.Equal(HttpMethod.Post, sent.Request.Method);
        Assert.Equal("https://example.com/graphql/", sent.Request.RequestUri!.AbsoluteUri);
        Assert.Equal("application/json", sent.Request.Content!.Headers.ContentType!.ToString());
        Assert.Equal(["application/graphql-response+json", "application/json; q=0.9", "*/*; q=0.1"], sent.Request.Headers.Accept.Select(a => a.ToString()));
        Assert.Equal("RfaAuth", sent.Request.Headers.UserAgent.ToString());
        // A server that waits for the body must not be asked first: proxies answer that wrongly.
        Assert.False(sent.Request.Headers.ExpectContinue);
    }

    [Fact]
    public async Task A_call_without_a_token_sends_no_Authorization()
    {
        Http.Answer(200, "{}").Answer(200, "{}");
        using var transport = new HttpTransport(Options());
        await transport.SendAsync([], null, NoHeaders, default);
        await transport.SendAsync([], "A1", NoHeaders, default);

        Assert.Equal([null, "Bearer A1"], Http.Requests.Select(r => r.Authorization));
        Assert.Equal(2, transport.RequestCount);
    }

    [Fact]
    public async Task A_header_of_the_user_replaces_that_of_the_module()
    {
        Http.Answer(200, "{}");
        var headers = new Dictionary<string, string> { ["accept"] = "application/json", ["User-Agent"] = "Mine/1", ["X-Request-Id"] = "7" };
        using var transport = new HttpTransport(Options() with { Headers = headers });
        await transport.SendAsync([], null, NoHeaders, default);

        var sent = Assert.Single(Http.Requests).Request.Headers;
        Assert.Equal("application/json", sent.Accept.ToString());
        Assert.Equal("Mine/1", sent.UserAgent.ToString());
        Assert.Equal(["7"], sent.GetValues("X-Request-Id"));
    }

    [Fact]
    public async Task The_headers_content_type_and_Retry_After_of_an_answer_are_read()
    {
        Http.Answer(429, "busy", "Text/HTML; charset=latin1", ("Retry-After", "Sun, 01 Mar 2026 12:00:40 GMT"), ("Date", "Sun, 01 Mar 2026 12:00:10 GMT"), ("Authorization", "T2"));
        Http.Answer(429, "", "", ("Retry-After", "Sun, 01 Mar 2026 12:00:40 GMT"));
        using var transport = new HttpTransport(Options());

        var answer = await transport.SendAsync([], null, NoHeaders, default);
        var undated = await transport.SendAsync([], null, NoHeaders, default);

        Assert.Equal(429, answer.StatusCode);
        Assert.Equal("busy", Encoding.UTF8.GetString(answer.Body));
        Assert.Equal(("text/html", "latin1"), (answer.MediaType, answer.Charset));
        Assert.Equal("T2", answer.Value("authorization"));
        Assert.Equal(TimeSpan.FromSeconds(30), answer.RetryAfter);
        Assert.Equal(TimeSpan.FromSeconds(40), undated.RetryAfter);
    }

    [Fact]
    public async Task A_handler_that_keeps_its_connections_is_replaced_after_five_minutes()
    {
        var made = new List<StubHttp>();
        using var transport = new HttpTransport(Options() with
        {
            HandlerFactory = () =>
            {
                made.Add(new StubHttp().Answer(200, "{}").Answer(200, "{}"));
                return made[^1];
            },
        });

        await transport.SendAsync([], null, NoHeaders, default);
        Clock.Advance(TimeSpan.FromMinutes(4));
        await transport.SendAsync([], null, NoHeaders, default);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await transport.SendAsync([], null, NoHeaders, default);

        Assert.Equal([2, 1], made.Select(handler => handler.Requests.Count));
    }

    [Fact]
    public void An_http_endpoint_is_not_reached_through_a_proxy()
    {
        var options = new SessionOptions(RedFlagAlertApi.Definition, new Uri("http://localhost:5000/")) { Proxy = new WebProxy("http://proxy.example:8080") };

        var exception = Assert.Throws<RfaException>(() => new HttpTransport(options));

        Assert.Equal(ErrorCodes.InvalidEndpoint, exception.ErrorCode);
        Assert.Contains("-Proxy", exception.Message, StringComparison.Ordinal);
        new HttpTransport(options with { Proxy = null }).Dispose();
    }

    [Theory]
    [InlineData("https://elsewhere.example/graphql/")]
    [InlineData("https://example.com:8443/graphql/")]
    [InlineData("http://example.com/graphql/")]
    public async Task No_request_is_sent_to_another_origin(string target)
    {
        using var client = new HttpMessageInvoker(new OriginHandler(new Uri("https://example.com/graphql/"), Http));
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent([]) };

        var exception = await Assert.ThrowsAsync<RfaException>(() => client.SendAsync(request, default));

        Assert.Equal(ErrorCodes.InvalidEndpoint, exception.ErrorCode);
        Assert.Contains("another address", exception.Message, StringComparison.Ordinal);
        Assert.Empty(Http.Requests);
    }

    [Fact]
    public async Task A_request_without_an_address_is_not_sent()
    {
        using var client = new HttpMessageInvoker(new OriginHandler(new Uri("https://example.com/graphql/"), Http));
        using var request = new HttpRequestMessage { Content = new ByteArrayContent([]) };

        await Assert.ThrowsAsync<RfaException>(() => client.SendAsync(request, default));
        Assert.Empty(Http.Requests);
    }
}
