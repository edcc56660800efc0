namespace RfaAuth.Core.Tests.Transport;

/// <summary>How the body of an answer is read, and how the reading ends.</summary>
[Collection("Large bodies")]
public sealed class HttpTransportBodyTests : HttpTransportFixture
{
    [Fact]
    public async Task A_body_is_read_up_to_the_limit_with_and_without_a_Content_Length()
    {
        foreach (var isAnnounced in new[] { true, false })
        {
            var http = new StubHttp().Answer(_ => Task.FromResult(Respond(100_000, isAnnounced))).Answer(_ => Task.FromResult(Respond(100_001, isAnnounced)));
            using var transport = new HttpTransport(Options() with { HandlerFactory = () => http, MaximumResponseSize = 100_000 });

            Assert.Equal(Enumerable.Range(0, 100_000).Select(i => (byte)i), (await transport.SendAsync([], null, NoHeaders, default)).Body);
            var exception = await Assert.ThrowsAsync<RfaException>(() => transport.SendAsync([], null, NoHeaders, default));

            Assert.Equal(ErrorCodes.ResponseTooLarge, exception.ErrorCode);
            Assert.Contains("100000 bytes", exception.Message, StringComparison.Ordinal);
            Assert.Contains("-MaximumResponseSize", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_body_that_is_announced_as_too_large_is_not_read()
    {
        var response = Break(new IOException(), () => Assert.Fail("It was read."));
        response.Content.Headers.ContentLength = 100_001;
        Http.Answer(_ => Task.FromResult(response));
        using var transport = new HttpTransport(Options() with { MaximumResponseSize = 100_000 });

        var exception = await Assert.ThrowsAsync<RfaException>(() => transport.SendAsync([], null, NoHeaders, default));

        Assert.Equal(ErrorCodes.ResponseTooLarge, exception.ErrorCode);
    }

    [Theory]
    [InlineData(Stage.Answer)]
    [InlineData(Stage.Body)]
    [InlineData(Stage.Bytes)]
    public async Task A_request_does_not_return_to_the_thread_of_the_caller(Stage slow)
    {
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var transport = new HttpTransport(Options() with { HandlerFactory = () => new SlowHandler(slow, hold.Task) });
        var caller = new CallerThread();

        var call = caller.Start(() => transport.SendAsync([], null, NoHeaders, default));
        hold.SetResult();

        Assert.Equal("{}", Encoding.UTF8.GetString((await call).Body));
        Assert.Equal(0, caller.Returns);
    }

    [Fact]
    public async Task A_fault_before_the_answer_and_a_fault_within_it_are_different_errors()
    {
        Http.Fail(new HttpRequestException(HttpRequestError.NameResolutionError)).Answer(_ => Task.FromResult(Break(new IOException())));
        using var transport = new HttpTransport(Options());

        Assert.Equal(ErrorCodes.NameResolutionFailed, (await Assert.ThrowsAsync<TransportException>(() => transport.SendAsync([], null, NoHeaders, default))).ErrorCode);
        var truncated = await Assert.ThrowsAsync<TransportException>(() => transport.SendAsync([], null, NoHeaders, default));

        Assert.Equal((ErrorCodes.TruncatedResponse, 200), (truncated.ErrorCode, truncated.StatusCode));
    }

    /// <summary>As it is when the body is parsed later.</summary>
    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(OutOfMemoryException))]
    public async Task An_error_of_the_parser_is_no_fault_of_the_connection(Type error)
    {
        Http.Answer(200, "{" + new string(' ', 2_000_000) + "}");
        using var transport = new HttpTransport(Options());

        var exception = await Record.ExceptionAsync(() => transport.SendAsync([], null, NoHeaders, default, _ => throw (Exception)Activator.CreateInstance(error)!));

        Assert.IsType(error, exception);
        Assert.Equal(2_000_002, transport.BytesReceived);
    }

    [Fact]
    public async Task A_stop_during_the_body_is_a_stop_whatever_the_stream_throws()
    {
        using var stop = new CancellationTokenSource();
        Http.Answer(_ => Task.FromResult(Break(new IOException(), stop.Cancel)));
        using var transport = new HttpTransport(Options());

        var exception = await Assert.ThrowsAsync<OperationCanceledException>(() => transport.SendAsync([], null, NoHeaders, stop.Token));

        Assert.Equal(stop.Token, exception.CancellationToken);
        Assert.Contains("was stopped", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_does_not_close_an_answer_that_is_being_read()
    {
        var content = new LateContent();
        Http.Answer(_ => Task.FromResult(new HttpResponseMessage { Content = content }));
        using var transport = new HttpTransport(Options());
        using var stop = new CancellationTokenSource();

        var answer = transport.SendAsync([], null, NoHeaders, stop.Token);
        await content.Reading.Task;
        await stop.CancelAsync();
        Assert.False(content.IsClosed);

        // As the platform's streams do, some time after the stop.
        content.Read.SetCanceled(stop.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        Assert.True(content.IsClosed);
    }

    [Fact]
    public async Task A_stop_closes_an_answer_whose_stream_ignores_cancellation()
    {
        using var content = new LateContent();
        using var response = new HttpResponseMessage { Content = content };
        using var stop = new CancellationTokenSource();
        using var registration = HttpTransport.EndReadsOf(response, stop.Token);

        await stop.CancelAsync();
        Assert.True(content.IsClosed);
    }

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

    /// <summary>A body whose one read ends when the test says so.</summary>
    private sealed class LateContent : HttpContent
    {
        public TaskCompletionSource Reading { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<int> Read { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsClosed { get; private set; }

        protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(new LateStream(this));

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            IsClosed = true;
            base.Dispose(disposing);
        }

        private sealed class LateStream(LateContent content) : MemoryStream
        {
            public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
            {
                content.Reading.TrySetResult();
                return content.Read.Task;
            }
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
