using System.IO.Compression;

namespace RfaAuth.Core.Tests.Transport;

/// <summary>Compressed, wrongly compressed and endless bodies. Not beside other tests: memory is measured.</summary>
[Collection(OneStormAtATime.Name)]
public sealed class BodyLoopbackTests
{
    private const string Data = """{"data":{"a":1}}""";
    private const int Cap = 16 * 1024 * 1024;

    /// <summary>Each coding, those that mean nothing, old names, and several of them: RFC 9110, sections 8.4 and 5.6.1.2.</summary>
    [Theory]
    [InlineData("Content-Encoding: gzip", "gzip")]
    [InlineData("Content-Encoding: deflate", "deflate")]
    [InlineData("Content-Encoding: deflate", "raw deflate")]
    [InlineData("Content-Encoding: br", "br")]
    [InlineData("X-None: 1", "")]
    [InlineData("Content-Encoding: x-gzip", "gzip")]
    [InlineData("Content-Encoding: X-GZIP", "gzip")]
    [InlineData("Content-Encoding: GZip", "gzip")]
    [InlineData("Content-Encoding: gzip, identity", "gzip")]
    [InlineData("Content-Encoding: identity, gzip", "gzip")]
    [InlineData("Content-Encoding: Identity , x-gzip ,", "gzip")]
    [InlineData("Content-Encoding: , gzip, ,", "gzip")]
    [InlineData("Content-Encoding: gzip\r\nContent-Encoding: identity", "gzip")]
    [InlineData("Content-Encoding: identity\r\nContent-Encoding: gzip", "gzip")]
    [InlineData("Content-Encoding: deflate, identity", "deflate")]
    [InlineData("Content-Encoding: deflate, identity", "raw deflate")]
    [InlineData("Content-Encoding: br,identity", "br")]
    [InlineData("Content-Encoding: identity", "")]
    [InlineData("Content-Encoding: identity, IDENTITY", "")]
    [InlineData("Content-Encoding:", "")]
    [InlineData("Content-Encoding: ,", "")]
    [InlineData("Content-Encoding: gzip, gzip", "gzip", "gzip")]
    [InlineData("Content-Encoding: deflate, x-gzip", "deflate", "gzip")]
    [InlineData("Content-Encoding: x-gzip, br", "gzip", "br")]
    public async Task Several_content_codings_are_decoded_in_their_order(string header, params string[] encodings)
    {
        var body = encodings.Aggregate(Encoding.UTF8.GetBytes(Data), Compress);
        await using var server = LoopbackServer.Start(exchange => exchange.AnswerAsync(body, headers: header + "\r\n"));
        using var session = Client.FromTokens(server.Endpoint, "A1", null);

        Assert.Null(await session.OutcomeAsync(Client.Query));
        Assert.Null(await session.OutcomeAsync(Client.Mutation));
        Assert.All(["gzip", "deflate", "br"], name => Assert.Contains(name, server.Requests[0].Header("Accept-Encoding"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_size_limit_holds_for_old_names_of_a_coding()
    {
        var bomb = Compress(Blanks(100_000_000), "gzip");
        await using var server = LoopbackServer.Start(exchange => exchange.AnswerAsync(bomb, headers: "Content-Encoding: x-gzip\r\n"));
        using var session = Client.FromTokens(server.Endpoint, "A1", null, change: o => o with { MaximumResponseSize = Cap });

        Assert.Equal(ErrorCodes.ResponseTooLarge, await session.OutcomeAsync(Client.Query).WaitAsync(Client.Patience));
    }

    [Theory]
    [InlineData("gzip", "")] // says so, and is plain
    [InlineData("deflate", "")]
    [InlineData("br", "")]
    [InlineData("gzip", "br")]
    [InlineData("br", "gzip")]
    [InlineData("gzip, gzip", "gzip")] // compressed once, not twice
    [InlineData("compress", "gzip")]
    [InlineData("unheard-of", "")]
    [InlineData("x-gzip", "")]
    [InlineData("x-gzip", "br")]
    [InlineData("deflate, identity", "gzip")]
    [InlineData("compress, identity", "")]
    [InlineData("gzip, unheard-of", "gzip")]
    public async Task A_wrongly_compressed_answer_is_an_error_with_its_own_code(string header, string encoding)
    {
        await using var server = LoopbackServer.Start(exchange =>
            exchange.AnswerAsync(Compress(Encoding.UTF8.GetBytes(Data), encoding), headers: $"Content-Encoding: {header}\r\n"));
        using var session = Client.FromTokens(server.Endpoint, "A1", null);

        Assert.Equal(ErrorCodes.DecompressionFailed, await session.OutcomeAsync(Client.Query));
        Assert.Equal(ErrorCodes.OutcomeUnknown, await session.OutcomeAsync(Client.Mutation));
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_compressed_answer_that_was_cut_is_an_error(string encoding)
    {
        var whole = Compress(Encoding.UTF8.GetBytes($$$"""{"data":{"a":"{{{new string('x', 50_000)}}}"}}"""), encoding);
        await using var server = LoopbackServer.Start(exchange =>
            exchange.AnswerAsync(whole[..(whole.Length / 2)], headers: $"Content-Encoding: {encoding}\r\n"));
        using var session = Client.FromTokens(server.Endpoint, "A1", null, change: o => o with { MaximumRetryCount = 0 });

        // Whether the decompressor or the JSON reader notices is the platform's affair; brotli may have given nothing yet.
        Assert.Contains(
            await session.OutcomeAsync(Client.Query),
            new[] { ErrorCodes.DecompressionFailed, ErrorCodes.TruncatedResponse, ErrorCodes.InvalidJson, ErrorCodes.EmptyResponse });
    }

    [Fact]
    public async Task An_endless_body_is_stopped_at_the_limit()
    {
        var chunk = Encoding.ASCII.GetBytes($"10000\r\n{new string(' ', 65536)}\r\n");
        var sent = 0L;
        await using var server = LoopbackServer.Start(async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true)
            {
                await exchange.WriteAsync(chunk);
                sent += chunk.Length;
            }
        });
        using var session = Client.FromTokens(server.Endpoint, "A1", null, change: o => o with { MaximumResponseSize = Cap });

        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        Assert.Equal(ErrorCodes.ResponseTooLarge, await session.OutcomeAsync(Client.Query).WaitAsync(Client.Patience));

        Assert.Single(server.Requests);
        // What the sockets hold comes on top.
        Assert.InRange(sent, 1, Cap + (32L * 1024 * 1024));
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - allocated, 0, 4L * Cap);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_decompression_bomb_is_stopped_at_the_limit(string encoding)
    {
        // Ten gigabytes of blanks: gzip takes one member after the other, brotli is one long run.
        var bomb = encoding == "gzip"
            ? Enumerable.Repeat(Compress(Blanks(10_000_000), "gzip"), 1000).SelectMany(member => member).ToArray()
            : Compress(Blanks(200_000_000), "br");
        await using var server = LoopbackServer.Start(exchange => exchange.AnswerAsync(bomb, headers: $"Content-Encoding: {encoding}\r\n"));
        using var session = Client.FromTokens(server.Endpoint, "A1", null, change: o => o with { MaximumResponseSize = Cap });
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);

        Assert.Equal(ErrorCodes.ResponseTooLarge, await session.OutcomeAsync(Client.Query).WaitAsync(Client.Patience));

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        // All that was ever allocated, so the peak is below it; a part of it is the server's writing.
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - allocated, 0, 4L * Cap);
    }

    [Fact]
    public async Task A_list_ten_times_as_long_takes_at_most_ten_times_the_memory()
    {
        // 1 and 10 MB; from a scale of ten on, 10 and 100 MB, which take long enough for their times to be compared.
        var isTimed = Scale.Of(1) >= 10;
        var small = List(isTimed ? 10_000_000 : 1_000_000);
        var large = List(small.Length * 10);
        await using var server = LoopbackServer.Start(exchange => exchange.AnswerAsync(exchange.Number % 2 == 1 ? small : large));
        using var session = Client.FromTokens(server.Endpoint, "A1", null);
        var times = new double[2];

        // The first round warms up; the second counts.
        for (var i = 0; i < 4; i++)
        {
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var response = await session.CallAsync(Client.Query);
            times[i % 2] = watch.Elapsed.TotalMilliseconds;
            allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
            Assert.IsType<object?[]>(((IReadOnlyDictionary<string, object?>)response.Response.Data!)["list"]);
            // Beside the small one, what the test runner allocates would count.
            if (i % 2 == 1)
                Assert.InRange(allocated, 0, 8L * large.Length);
        }

        Assert.InRange(times[1] / times[0], 0, isTimed ? 20 : double.MaxValue);
    }

    private static byte[] List(int length) => Encoding.UTF8.GetBytes(
        "{\"data\":{\"list\":[" + string.Join(',', Enumerable.Repeat($"\"{new string('x', 97)}\"", length / 100)) + "]}}");

    private static byte[] Blanks(int count)
    {
        var blanks = new byte[count];
        Array.Fill(blanks, (byte)' ');
        return blanks;
    }

    private static byte[] Compress(byte[] data, string encoding)
    {
        using var result = new MemoryStream();
        Stream? stream = encoding switch
        {
            "gzip" => new GZipStream(result, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(result, CompressionLevel.Fastest),
            "raw deflate" => new DeflateStream(result, CompressionLevel.Fastest),
            "br" => new BrotliStream(result, CompressionLevel.Fastest),
            _ => null,
        };
        if (stream is null)
            return data;
        using (stream)
            stream.Write(data);
        return result.ToArray();
    }
}
