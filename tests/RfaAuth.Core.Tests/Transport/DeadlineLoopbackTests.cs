namespace RfaAuth.Core.Tests.Transport;

/// <summary>Whatever a call hangs in, its own time ends it, and so does its user; the connection is given up, and the next call works.</summary>
public sealed class DeadlineLoopbackTests
{
    private const string Data = """{"data":{"a":1}}""";
    private const string Json = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(30);

    public enum Phase
    {
        Headers,
        InHeaders,
        Body,
        SlowBody,
        ChunkedBody,
        CompressedBody,
    }

    public static MatrixTheoryData<Phase, bool> All => new(Enum.GetValues<Phase>(), [false, true]);

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_call_ends_with_its_time_in_every_phase(Phase phase, bool isMutation)
    {
        var clock = new ManualClock { SkipsDelays = false };
        var hanging = new Hanging(phase);
        await using var server = LoopbackServer.Start(hanging.AnswerAsync);
        using var session = Create(server, clock);

        var call = session.OutcomeAsync(isMutation ? Client.Mutation : Client.Query);
        await hanging.Reached.WaitAsync(Client.Patience);
        clock.Advance(s_time - TimeSpan.FromMilliseconds(1));
        Assert.False(call.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(isMutation ? ErrorCodes.OutcomeUnknown : ErrorCodes.RequestTimeout, await call.WaitAsync(Client.Patience));
        await hanging.Gone.WaitAsync(Client.Patience);
        Assert.Single(server.Requests);
        Assert.Null(await session.OutcomeAsync(Client.Query).WaitAsync(Client.Patience));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_call_ends_when_the_user_stops_it_in_every_phase(Phase phase, bool isMutation)
    {
        var hanging = new Hanging(phase);
        await using var server = LoopbackServer.Start(hanging.AnswerAsync);
        using var session = Create(server, new ManualClock { SkipsDelays = false });
        using var stop = new CancellationTokenSource();

        var call = session.OutcomeAsync(isMutation ? Client.Mutation : Client.Query, cancellationToken: stop.Token);
        await hanging.Reached.WaitAsync(Client.Patience);
        await stop.CancelAsync();

        Assert.Equal("Stopped", await call.WaitAsync(Client.Patience));
        await hanging.Gone.WaitAsync(Client.Patience);
        Assert.Equal(isMutation ? 1 : 0, session.Status.LastInterrupted.Count);
        Assert.Null(await session.OutcomeAsync(Client.Query).WaitAsync(Client.Patience));
    }

    [Fact]
    public async Task A_back_off_ends_with_the_time_of_the_call()
    {
        var clock = new ManualClock { SkipsDelays = false };
        await using var server = LoopbackServer.Start(exchange => exchange.AnswerAsync("", 503));
        using var session = Client.FromTokens(
            server.Endpoint, "A1", null, change: o => o with { Clock = clock, Timeout = s_time, RetryInterval = TimeSpan.FromSeconds(20), MaximumRetryCount = 9 });
        using var stop = new CancellationTokenSource();

        var call = session.OutcomeAsync(Client.Query, cancellationToken: stop.Token);
        await Client.UntilAsync(() => clock.Delays.Count == 1);
        await stop.CancelAsync();
        Assert.Equal("Stopped", await call.WaitAsync(Client.Patience));

        var second = session.OutcomeAsync(Client.Query);
        while (!second.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Contains(await second, new[] { ErrorCodes.ServiceUnavailable, ErrorCodes.RequestTimeout });
        Assert.All(clock.Delays, delay => Assert.InRange(delay, TimeSpan.FromSeconds(5), s_time));
    }

    [Fact]
    public async Task A_TLS_handshake_that_hangs_ends_with_the_time_of_the_call()
    {
        var clock = new ManualClock { SkipsDelays = false };
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = LoopbackServer.Start(
            exchange => exchange.AnswerAsync(Data),
            async stream =>
            {
                // The client's first bytes are there; nothing is said to them.
                await stream.ReadExactlyAsync(new byte[16]);
                reached.TrySetResult();
                await Task.Delay(Timeout.Infinite);
                return stream;
            });
        using var session = Create(server, clock);

        var call = session.OutcomeAsync(Client.Query);
        await reached.Task.WaitAsync(Client.Patience);
        clock.Advance(s_time);

        Assert.Equal(ErrorCodes.RequestTimeout, await call.WaitAsync(Client.Patience));
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(true, null)] // as the platform tells of its connect timeout: nothing was sent, so it is sent again
    [InlineData(false, ErrorCodes.OutcomeUnknown)] // a cancellation that says no more
    public async Task A_connect_timeout_is_an_error_with_nothing_sent(bool isTimeout, string? outcome)
    {
        using var http = new StubHttp().Fail(new TaskCanceledException("", isTimeout ? new TimeoutException() : null));
        if (isTimeout)
            http.Answer(200, Data);
        using var session = Client.FromTokens(
            new Uri("https://service.example/graphql"), "A1", null, change: o => o with { Clock = new ManualClock(), HandlerFactory = () => http });

        Assert.Equal(outcome, await session.OutcomeAsync(Client.Mutation));
        http.AssertConsumed();
    }

    private static ApiSession Create(LoopbackServer server, ManualClock clock) =>
        Client.FromTokens(server.Endpoint, "A1", null, change: o => o with { Clock = clock, Timeout = s_time, SkipCertificateCheck = true });

    /// <summary>Goes as far as a phase with the first request and no further; answers the later ones.</summary>
    private sealed class Hanging(Phase phase)
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Done when the client waits for what will not come.</summary>
        public Task Reached => _reached.Task;

        /// <summary>Done when the client has given the connection up.</summary>
        public Task Gone => _gone.Task;

        public async Task AnswerAsync(LoopbackExchange exchange)
        {
            if (exchange.Number > 1)
            {
                await exchange.AnswerAsync(Data);
                return;
            }

            try
            {
                await BeginAsync(exchange);
                _reached.TrySetResult();
                while (phase == Phase.SlowBody)
                    await exchange.WriteAsync(" ");
                await exchange.UntilGoneAsync();
            }
            finally
            {
                _gone.TrySetResult();
            }
        }

        private Task BeginAsync(LoopbackExchange exchange) => phase switch
        {
            Phase.InHeaders => exchange.WriteAsync(Json),
            Phase.Body or Phase.SlowBody => exchange.WriteAsync(Json + "Content-Length: 200000000\r\n\r\n{"),
            Phase.ChunkedBody => exchange.WriteAsync(Json + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"),
            Phase.CompressedBody => exchange.WriteAsync(Json + "Content-Encoding: gzip\r\nContent-Length: 1000\r\n\r\n\u001f\u008b\u0008"),
            _ => Task.CompletedTask,
        };
    }
}
