using System.Net;
using System.Text;
using RfaAuth.Core.Apis;
using RfaAuth.Core.Errors;
using RfaAuth.Core.Sessions;
using RfaAuth.Core.Tests.Support;
using RfaAuth.Core.Transport;

namespace RfaAuth.Core.Tests.Transport;

/// <summary>What is sent, and what is read of an answer.</summary>
public sealed class HttpTransportTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly StubHttp _http = new();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_request_is_a_POST_of_JSON_that_asks_for_a_GraphQL_answer()
    {
        _http.Answer(200, "{}");
        using var transport = new HttpTransport(Options());

        await transport.SendAsync(Encoding.UTF8.GetBytes("""{"query":"{ a }"}"""), null, default);

        var sent = Assert.Single(_http.Requests);
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
    public async Task Only_a_call_with_a_token_carries_one()
    {
        _http.Answer(200, "{}").Answer(200, "{}");
        using var transport = new HttpTransport(Options());
        await transport.SendAsync([], null, default);
        await transport.SendAsync([], "A1", default);

        Assert.Equal([null, "Bearer A1"], _http.Requests.Select(r => r.Authorization));
        Assert.Equal(2, transport.RequestCount);
    }

    [Fact]
    public async Task A_user_s_header_takes_the_place_of_the_module_s()
    {
        _http.Answer(200, "{}");
        var headers = new Dictionary<string, string> { ["accept"] = "application/json", ["User-Agent"] = "Mine/1", ["X-Request-Id"] = "7" };
        using var transport = new HttpTransport(Options() with { Headers = headers });
        await transport.SendAsync([], null, default);

        var sent = Assert.Single(_http.Requests).Request.Headers;
        Assert.Equal("application/json", sent.Accept.ToString());
        Assert.Equal("Mine/1", sent.UserAgent.ToString());
        Assert.Equal(["7"], sent.GetValues("X-Request-Id"));
    }

    [Fact]
    public async Task Of_an_answer_each_header_its_type_and_its_pause_are_read()
    {
        _http.Answer(429, "busy", "Text/HTML; charset=latin1", ("Retry-After", "Sun, 01 Mar 2026 12:00:40 GMT"), ("Date", "Sun, 01 Mar 2026 12:00:10 GMT"), ("Authorization", "T2"));
        _http.Answer(429, "", "", ("Retry-After", "Sun, 01 Mar 2026 12:00:40 GMT"));
        using var transport = new HttpTransport(Options());

        var answer = await transport.SendAsync([], null, default);
        var undated = await transport.SendAsync([], null, default);

        Assert.Equal(429, answer.StatusCode);
        Assert.Equal("busy", Encoding.UTF8.GetString(answer.Body));
        Assert.Equal(("text/html", "latin1"), (answer.MediaType, answer.Charset));
        Assert.Equal("T2", answer.Value("authorization"));
        Assert.Equal(TimeSpan.FromSeconds(30), answer.RetryAfter);
        Assert.Equal(TimeSpan.FromSeconds(40), undated.RetryAfter);
    }

    [Fact]
    public async Task A_body_is_read_up_to_the_limit_and_no_further_whether_its_length_is_announced_or_not()
    {
        foreach (var isAnnounced in new[] { true, false })
        {
            var http = new StubHttp().Answer(_ => Task.FromResult(Respond(100_000, isAnnounced))).Answer(_ => Task.FromResult(Respond(100_001, isAnnounced)));
            using var transport = new HttpTransport(Options() with { HandlerFactory = () => http, MaximumResponseSize = 100_000 });

            Assert.Equal(Enumerable.Range(0, 100_000).Select(i => (byte)i), (await transport.SendAsync([], null, default)).Body);
            var exception = await Assert.ThrowsAsync<RfaException>(() => transport.SendAsync([], null, default));

            Assert.Equal(ErrorCodes.ResponseTooLarge, exception.ErrorCode);
            Assert.Contains("100000 bytes", exception.Message, StringComparison.Ordinal);
            Assert.Contains("-MaximumResponseSize", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Of_a_body_that_is_announced_as_too_large_nothing_is_read()
    {
        var response = Break(new IOException(), () => Assert.Fail("It was read."));
        response.Content.Headers.ContentLength = 100_001;
        _http.Answer(_ => Task.FromResult(response));
        using var transport = new HttpTransport(Options() with { MaximumResponseSize = 100_000 });

        var exception = await Assert.ThrowsAsync<RfaException>(() => transport.SendAsync([], null, default));

        Assert.Equal(ErrorCodes.ResponseTooLarge, exception.ErrorCode);
    }

    [Theory]
    [InlineData(Stage.Answer)]
    [InlineData(Stage.Body)]
    [InlineData(Stage.Bytes)]
    public async Task No_step_needs_the_thread_of_the_caller(Stage slow)
    {
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var transport = new HttpTransport(Options() with { HandlerFactory = () => new SlowHandler(slow, hold.Task) });
        var context = new CountingContext();
        var before = SynchronizationContext.Current;
        Task<HttpAnswer> call;
        try
        {
            SynchronizationContext.SetSynchronizationContext(context);
            call = transport.SendAsync([], null, default);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        hold.SetResult();

        Assert.Equal("{}", Encoding.UTF8.GetString((await call).Body));
        Assert.Equal(0, context.Posts);
    }

    [Fact]
    public async Task A_fault_before_the_answer_and_one_in_it_are_told_apart()
    {
        _http.Fail(new HttpRequestException(HttpRequestError.NameResolutionError)).Answer(_ => Task.FromResult(Break(new IOException())));
        using var transport = new HttpTransport(Options());

        Assert.Equal(ErrorCodes.NameResolutionFailed, (await Assert.ThrowsAsync<TransportException>(() => transport.SendAsync([], null, default))).ErrorCode);
        var truncated = await Assert.ThrowsAsync<TransportException>(() => transport.SendAsync([], null, default));

        Assert.Equal((ErrorCodes.TruncatedResponse, 200), (truncated.ErrorCode, truncated.StatusCode));
    }

    [Fact]
    public async Task A_stop_while_the_answer_is_read_is_a_stop_whatever_the_stream_says_of_it()
    {
        using var stop = new CancellationTokenSource();
        _http.Answer(_ => Task.FromResult(Break(new IOException(), stop.Cancel)));
        using var transport = new HttpTransport(Options());

        var exception = await Assert.ThrowsAsync<OperationCanceledException>(() => transport.SendAsync([], null, stop.Token));

        Assert.Equal(stop.Token, exception.CancellationToken);
        Assert.Contains("was stopped", exception.Message, StringComparison.Ordinal);
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

        await transport.SendAsync([], null, default);
        _clock.Advance(TimeSpan.FromMinutes(4));
        await transport.SendAsync([], null, default);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await transport.SendAsync([], null, default);

        Assert.Equal([2, 1], made.Select(handler => handler.Requests.Count));
    }

    [Fact]
    public void The_platform_s_own_limit_of_time_does_not_cut_a_call_that_may_take_longer()
    {
        using var client = HttpTransport.CreateClient(Options());

        Assert.Equal(Timeout.InfiniteTimeSpan, client.Timeout);
    }

    [Fact]
    public void An_http_endpoint_is_not_reached_through_a_proxy()
    {
        var options = new SessionOptions(new RedFlagAlertApi(), new Uri("http://localhost:5000/")) { Proxy = new WebProxy("http://proxy.example:8080") };

        var exception = Assert.Throws<RfaException>(() => new HttpTransport(options));

        Assert.Equal(ErrorCodes.EndpointRefused, exception.ErrorCode);
        Assert.Contains("-Proxy", exception.Message, StringComparison.Ordinal);
        new HttpTransport(options with { Proxy = null }).Dispose();
    }

    [Theory]
    [InlineData("https://elsewhere.example/graphql/")]
    [InlineData("https://example.com:8443/graphql/")]
    [InlineData("http://example.com/graphql/")]
    public async Task No_request_leaves_for_another_origin(string target)
    {
        using var client = new HttpMessageInvoker(new OriginHandler(new Uri("https://example.com/graphql/"), _http));
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent([]) };

        var exception = await Assert.ThrowsAsync<RfaException>(() => client.SendAsync(request, default));

        Assert.Equal(ErrorCodes.EndpointRefused, exception.ErrorCode);
        Assert.Contains("another origin", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_http.Requests);
    }

    [Fact]
    public async Task A_request_without_an_address_does_not_leave()
    {
        using var client = new HttpMessageInvoker(new OriginHandler(new Uri("https://example.com/graphql/"), _http));
        using var request = new HttpRequestMessage { Content = new ByteArrayContent([]) };

        await Assert.ThrowsAsync<RfaException>(() => client.SendAsync(request, default));
        Assert.Empty(_http.Requests);
    }

    private SessionOptions Options() => new(new RedFlagAlertApi(), new Uri("https://example.com/graphql/")) { Clock = _clock, HandlerFactory = () => _http };

    private static HttpResponseMessage Respond(int length, bool isAnnounced)
    {
        var bytes = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        return new HttpResponseMessage { Content = isAnnounced ? new ByteArrayContent(bytes) : new StreamContent(new Source(bytes)) };
    }

    private static HttpResponseMessage Break(Exception exception, Action? before = null) =>
        new() { Content = new StreamContent(new Source([]) { Fault = exception, BeforeFault = before }) };

    /// <summary>A stream that does not tell its length, and may break.</summary>
    private sealed class Source(byte[] bytes) : MemoryStream(bytes)
    {
        public Exception? Fault { get; init; }

        public Action? BeforeFault { get; init; }

        public override bool CanSeek => false;

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            BeforeFault?.Invoke();
            return Fault is null ? base.ReadAsync(buffer, offset, count, cancellationToken) : Task.FromException<int>(Fault);
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            BeforeFault?.Invoke();
            return Fault is null ? base.ReadAsync(buffer, cancellationToken) : ValueTask.FromException<int>(Fault);
        }
    }

    /// <summary>A stage of reading an answer.</summary>
    public enum Stage
    {
        Answer,
        Body,
        Bytes,
    }

    private sealed class CountingContext : SynchronizationContext
    {
        private int _posts;

        public int Posts => Volatile.Read(ref _posts);

        public override void Post(SendOrPostCallback d, object? state)
        {
            Interlocked.Increment(ref _posts);
            base.Post(d, state);
        }
    }

    /// <summary>Answers at once, but for one step, which waits.</summary>
    private sealed class SlowHandler(Stage slow, Task hold) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (slow == Stage.Answer)
                await hold.ConfigureAwait(false);
            return new HttpResponseMessage { Content = new SlowContent(slow, hold) };
        }
    }

    private sealed class SlowContent(Stage slow, Task hold) : HttpContent
    {
        protected override async Task<Stream> CreateContentReadStreamAsync()
        {
            if (slow == Stage.Body)
                await hold.ConfigureAwait(false);
            return new SlowStream(slow, hold);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    private sealed class SlowStream(Stage slow, Task hold) : MemoryStream("{}"u8.ToArray())
    {
        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            if (slow == Stage.Bytes)
                await hold.ConfigureAwait(false);
            return Read(buffer, offset, count);
        }
    }
}
