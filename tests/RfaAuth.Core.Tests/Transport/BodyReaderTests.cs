namespace RfaAuth.Core.Tests.Transport;

// The number of parsers and of arrays is limited for the process, so classes that count on them do not run at the same time.
[Collection("Large bodies")]
public sealed class BodyReaderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(3_000_000)]
    public async Task A_body_is_read_with_and_without_a_Content_Length(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);

        Assert.Equal(bytes, (await BodyReader.ReadAsync(new ByteArrayContent(bytes), int.MaxValue, default)).Body.ToArray());
        Assert.Equal(bytes, (await BodyReader.ReadAsync(new Unannounced(bytes), int.MaxValue, default)).Body.ToArray());
        Assert.Equal(bytes, (await BodyReader.ReadAsync(new Unannounced(bytes), Math.Max(length, 1), default)).Body.ToArray());
    }

    [Fact]
    public async Task Bodies_that_are_read_concurrently_do_not_mix() => await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
    {
        var bytes = Enumerable.Repeat((byte)i, 100_000 + i).ToArray();
        await Task.Yield();
        Assert.Equal(bytes, (await BodyReader.ReadAsync(new Unannounced(bytes), int.MaxValue, default)).Body.ToArray());
    }));

    [Fact]
    public async Task Memory_is_not_reserved_for_an_announced_length()
    {
        var content = new Unannounced(new byte[100]);
        content.Headers.ContentLength = 2_000_000_000;

        var (body, _) = await BodyReader.ReadAsync(content, 2_000_000_000, default);

        Assert.Equal((100, true), (body.Count, body.Array!.Length < 70_000));
    }

    [Theory]
    [InlineData(70_001, false)]
    [InlineData(70_000, true)]
    public async Task A_body_up_to_the_limit_is_read(int length, bool isRead)
    {
        var exception = await Record.ExceptionAsync(() => BodyReader.ReadAsync(new Unannounced(new byte[length]), 70_000, default));

        Assert.Equal(isRead ? null : ErrorCodes.ResponseTooLarge, (exception as RfaException)?.ErrorCode);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_large_body_of_JSON_is_parsed_while_it_arrives()
    {
        var bytes = Json(5_000_000);
        var isBegun = new TaskCompletionSource();
        var content = Labelled(new Arriving(bytes, isBegun.Task));

        var (body, parsing) = await BodyReader.ReadAsync(content, int.MaxValue, TestContext.Current.CancellationToken, arriving =>
        {
            isBegun.SetResult();
            var known = arriving.Bytes;
            while (arriving.WaitForMore(known.Count) is var more && more.Count > known.Count)
            {
                Assert.Equal(known.AsSpan()[^10..], more.AsSpan().Slice(known.Count - 10, 10));
                known = more;
            }

            return known.ToArray();
        });

        Assert.Equal(bytes, body.ToArray());
        Assert.Equal(bytes, await parsing!);
    }

    [Theory]
    [InlineData("application/graphql-response+json; charset=utf-8", null, '{', 2_000_000, true)]
    [InlineData("application/json", null, '{', 1_048_576, false)]
    [InlineData("application/json", null, '[', 2_000_000, false)]
    [InlineData("application/json; charset=utf-16", null, '{', 2_000_000, false)]
    [InlineData("application/json", "br", '{', 2_000_000, false)]
    [InlineData("text/html", null, '{', 2_000_000, false)]
    [InlineData(null, null, '{', 2_000_000, false)]
    public async Task Only_a_large_object_of_JSON_in_UTF_8_is_parsed_while_it_arrives(string? mediaType, string? coding, char first, int length, bool expected)
    {
        var bytes = Json(length);
        bytes[0] = (byte)first;
        var content = Labelled(new Unannounced(bytes), mediaType);
        if (coding is not null)
            content.Headers.TryAddWithoutValidation("Content-Encoding", coding);

        var (body, parsing) = await BodyReader.ReadAsync(content, int.MaxValue, default, _ => "parsed");

        Assert.Equal((length, expected), (body.Count, parsing is not null));
    }

    [Fact(Timeout = 30_000)]
    public async Task The_parser_of_a_body_that_breaks_off_gets_no_more()
    {
        var parsed = new TaskCompletionSource<int>();
        var content = Labelled(new Arriving(Json(2_000_000), Task.FromException(new IOException("broken"))));

        await Assert.ThrowsAsync<IOException>(() => BodyReader.ReadAsync(content, int.MaxValue, TestContext.Current.CancellationToken, arriving =>
        {
            parsed.SetResult(arriving.WaitForMore(arriving.Bytes.Count).Count);
            return null;
        }));

        Assert.InRange(await parsed.Task, 1_048_577, 1_999_999);
    }

    [Fact]
    public void Without_a_free_thread_no_body_is_parsed_while_it_arrives() =>
        Assert.Null(BodyReader.Start(_ => "parsed", new ArrivingBody(new ArraySegment<byte>([])), new NoThread()));

    [Fact]
    public async Task A_batch_of_large_bodies_takes_a_few_threads_and_gives_them_back()
    {
        var release = new ManualResetEventSlim();
        var parsing = Enumerable.Range(0, 40).Select(_ => Start(() => release.Wait(TestContext.Current.CancellationToken))).OfType<Task>().ToList();
        release.Set();
        await Task.WhenAll(parsing);

        Assert.InRange(parsing.Count, 1, 8);
        await Start(() => { })!;
    }

    private static Task<object?>? Start(Action parse) => BodyReader.Start(
        _ =>
        {
            parse();
            return null;
        },
        new ArrivingBody(new ArraySegment<byte>([])),
        TaskScheduler.Default);

    private static byte[] Json(int length) => Encoding.UTF8.GetBytes("{\"a\":\"" + string.Concat(Enumerable.Range(0, length - 8).Select(i => (char)('a' + (i % 26)))) + "\"}");

    private static HttpContent Labelled(HttpContent content, string? mediaType = "application/json")
    {
        if (mediaType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        return content;
    }

    /// <summary>The second half arrives only after a task has ended.</summary>
    private sealed class Arriving(byte[] bytes, Task half) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException();

        protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(new HalfStream(bytes, half));

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    private sealed class HalfStream(byte[] bytes, Task half) : MemoryStream(bytes)
    {
        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            if (Position > (Length / 2) + 100_000)
                await half;
            return Read(buffer, offset, count);
        }
    }

    /// <summary>Fails like .NET where the system refuses a new thread.</summary>
    private sealed class NoThread : TaskScheduler
    {
        protected override IEnumerable<Task> GetScheduledTasks() => [];

        protected override void QueueTask(Task task) => throw new NotSupportedException();

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;
    }

    private sealed class Unannounced(byte[] bytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(bytes, 0, bytes.Length);

        protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(new MemoryStream(bytes));

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
