namespace RfaAuth.Core.Tests.Transport;

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

        Assert.Equal(bytes, (await BodyReader.ReadAsync(new ByteArrayContent(bytes), int.MaxValue, default)).ToArray());
        Assert.Equal(bytes, (await BodyReader.ReadAsync(new Unannounced(bytes), int.MaxValue, default)).ToArray());
        Assert.Equal(bytes, (await BodyReader.ReadAsync(new Unannounced(bytes), Math.Max(length, 1), default)).ToArray());
    }

    [Fact]
    public async Task Bodies_that_are_read_concurrently_do_not_mix() => await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
    {
        var bytes = Enumerable.Repeat((byte)i, 100_000 + i).ToArray();
        await Task.Yield();
        Assert.Equal(bytes, (await BodyReader.ReadAsync(new Unannounced(bytes), int.MaxValue, default)).ToArray());
    }));

    [Fact]
    public async Task Memory_is_not_reserved_for_an_announced_length()
    {
        var content = new Unannounced(new byte[100]);
        content.Headers.ContentLength = 2_000_000_000;

        var body = await BodyReader.ReadAsync(content, 2_000_000_000, default);

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
