namespace RfaAuth.Core.Tests.Transport;

/// <summary>Connections that cannot be made, are reset, or say what is no HTTP. A query is repeated where that can help, a mutation only where it was never sent.</summary>
public sealed class ConnectionLoopbackTests
{
    private const string Data = """{"data":{"a":1}}""";

    [Fact]
    public async Task An_answer_that_is_no_HTTP_is_not_repeated()
    {
        await using var server = LoopbackServer.Start(exchange => exchange.WriteAsync("SSH-2.0-OpenSSH_9.6\r\n\r\n"));
        using var session = Client.FromTokens(server.Endpoint, "A1", null);

        Assert.Equal(ErrorCodes.ProtocolError, await session.OutcomeAsync(Client.Query).WaitAsync(Client.Patience));
        Assert.Equal(ErrorCodes.OutcomeUnknown, await session.OutcomeAsync(Client.Mutation).WaitAsync(Client.Patience));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Bytes_after_an_answer_are_never_read_as_the_next_answer()
    {
        const string Smuggled = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 23\r\n\r\n{\"data\":{\"a\":\"foreign\"}}";
        await using var server = LoopbackServer.Start(exchange => exchange.Number == 1
            ? exchange.WriteAsync($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Data.Length}\r\n\r\n{Data}{Smuggled}")
            : exchange.AnswerAsync(Data));
        using var session = Client.FromTokens(server.Endpoint, "A1", null);

        Assert.Null(await session.OutcomeAsync(Client.Query));
        var second = await session.CallAsync(Client.Query);

        Assert.Equal(1L, ((IReadOnlyDictionary<string, object?>)second.Response.Data!)["a"]);
        Assert.Equal(2, server.ConnectionCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_mutation_is_not_sent_again_when_a_kept_connection_closes_during_the_send(bool byReset)
    {
        await using var server = LoopbackServer.Start(async exchange =>
        {
            if (exchange.Number == 1)
                await exchange.AnswerAsync(Data);
            else if (byReset)
                exchange.Reset();
            else
                exchange.Close();
        });
        using var session = Client.FromTokens(server.Endpoint, "A1", null);
        Assert.Null(await session.OutcomeAsync(Client.Query));

        Assert.Equal(ErrorCodes.OutcomeUnknown, await session.OutcomeAsync(Client.Mutation));
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(1, server.ConnectionCount);
    }

    [Fact]
    public async Task A_kept_connection_that_is_closed_is_not_used()
    {
        await using var server = LoopbackServer.Start(async exchange =>
        {
            await exchange.AnswerAsync(Data);
            exchange.Close();
        });
        using var session = Client.FromTokens(server.Endpoint, "A1", null);

        for (var i = 1; i <= 20; i++)
        {
            // The close may come while the next request is on its way: then, and only then, the outcome is not known.
            Assert.Contains(await session.OutcomeAsync(Client.Mutation), new[] { null, ErrorCodes.OutcomeUnknown });
            Assert.InRange(server.Requests.Count, 1, i);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_mutation_is_repeated_after_a_refused_connection(bool isMutation)
    {
        var endpoint = new Uri($"http://127.0.0.1:{LoopbackServer.ClosedPort()}/graphql");
        var clock = new ManualClock();
        using var session = Client.FromTokens(endpoint, "A1", null, change: o => o with { Clock = clock });

        Assert.Equal(ErrorCodes.ConnectFailed, await session.OutcomeAsync(isMutation ? Client.Mutation : Client.Query));
        Assert.Equal(2, clock.Delays.Count);
        Assert.Equal(3, session.Status.RequestCount);
    }

    [Fact]
    public async Task A_mutation_that_could_not_be_sent_at_first_arrives_once()
    {
        var port = LoopbackServer.ClosedPort();
        LoopbackServer? server = null;
        using var session = Client.FromTokens(
            new Uri($"http://127.0.0.1:{port}/graphql"), "A1", null, change: o => o with { Clock = new ManualClock() });
        // The service comes up while the client waits to try again.
        var log = new Listener(() => server ??= LoopbackServer.Start(exchange => exchange.AnswerAsync(Data), port: port));

        var response = await session.ExecuteAsync(Client.Mutation, new CallOptions { Log = log }, default);

        Assert.Equal(2, response.Facts.Attempts);
        Assert.Single(server!.Requests);
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_host_name_that_does_not_resolve_is_an_error_with_nothing_sent(bool isMutation)
    {
        // RFC 6761, section 6.4: .invalid never resolves.
        using var session = Client.FromTokens(new Uri("https://service.invalid/graphql"), "A1", null, change: o => o with { MaximumRetryCount = 0 });

        Assert.Equal(ErrorCodes.NameResolutionFailed, await session.OutcomeAsync(isMutation ? Client.Mutation : Client.Query).WaitAsync(Client.Patience));
    }

    [Fact]
    public async Task No_other_headers_and_no_cookies_are_sent()
    {
        await using var server = LoopbackServer.Start(exchange => exchange.AnswerAsync(Data, headers: "Set-Cookie: session=1; Path=/\r\n"));
        using var session = Client.FromTokens(server.Endpoint, "A1", null);

        await session.CallAsync(Client.Query);
        await session.CallAsync(new GraphQLRequest("query Long { a }") { Variables = new Dictionary<string, object?> { ["x"] = new string('y', 100_000) } });

        Assert.All(server.Requests, request =>
        {
            Assert.Null(request.Header("Cookie"));
            Assert.Null(request.Header("Expect"));
            Assert.Equal("Bearer A1", request.Header("Authorization"));
        });
    }

    [Fact]
    public async Task An_early_refusal_of_a_long_request_is_reported_as_its_status()
    {
        await using var server = LoopbackServer.Start(exchange => exchange.AnswerAsync("", 413));
        using var session = Client.FromTokens(server.Endpoint, "A1", null);
        var request = new GraphQLRequest("mutation Long { a }") { Variables = new Dictionary<string, object?> { ["x"] = new string('y', 1_000_000) } };

        var failure = await Assert.ThrowsAnyAsync<RfaException>(() => session.CallAsync(request));

        Assert.Equal((ErrorCodes.HttpError, 413, false), (failure.ErrorCode, failure.StatusCode, failure.OutcomeUnknown));
    }

    /// <summary>Does something at the first thing that a call tells.</summary>
    private sealed class Listener(Action heard) : ICallLog
    {
        public bool ShowsVerbose => true;

        public void Verbose(string message) => heard();

        public void Warning(string message)
        {
            // Not looked at.
        }

        public IDisposable Waiting(CallWait wait) => NullCallLog.Instance.Waiting(wait);
    }
}
