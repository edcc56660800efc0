using System.IO.Compression;

namespace RfaAuth.Sandbox.Faults;

/// <summary>Faults in the encoding of the body: compression and characters. The operation is executed.</summary>
internal static class EncodingFaults
{
    private const int Megabyte = 1024 * 1024;

    private static readonly Dictionary<string, Action<OutgoingAnswer>> s_compressions = new()
    {
        ["gzip"] = answer => Compress(answer, "gzip", GZip(answer.Body)),
        ["deflate"] = answer => Compress(answer, "deflate", Through(answer.Body, inner => new ZLibStream(inner, CompressionLevel.Fastest))),
        ["raw-deflate"] = answer => Compress(answer, "deflate", Through(answer.Body, inner => new DeflateStream(inner, CompressionLevel.Fastest))),
        ["br"] = answer => Compress(answer, "br", Through(answer.Body, inner => new BrotliStream(inner, CompressionLevel.Fastest))),
        ["gzip-twice"] = answer => Compress(answer, "gzip, gzip", GZip(GZip(answer.Body))),
        ["gzip-cut"] = answer => Compress(answer, "gzip", GZip(answer.Body)[..^12]),
        ["gzip-garbage"] = answer => Compress(answer, "gzip", [.. GZip(answer.Body), .. "garbage"u8]),
        ["gzip-damaged"] = answer => Compress(answer, "gzip", Damage(GZip(answer.Body))),
    };

    private static readonly Dictionary<string, Encoding> s_characters = new()
    {
        ["utf-16"] = Encoding.Unicode,
        ["utf-32"] = Encoding.UTF32,
        ["iso-8859-1"] = Encoding.Latin1,
    };

    public static IReadOnlyList<FaultEntry> Entries { get; } =
    [
        new("compress", string.Join('|', s_compressions.Keys), "the body is compressed so, be it asked for or not; the last three are broken", value =>
            FaultAction.Changes(FaultValue.OneOf(s_compressions, value))),
        new("content-encoding", "text", "the header Content-Encoding says this, and the body is not compressed", value =>
            FaultAction.Changes(answer => answer.WithHeader("Content-Encoding", value))),
        new("gzip-bomb", "megabytes", "a small body that is this large when it is decompressed: {data: {text: ...}}", value =>
        {
            var size = FaultValue.Positive(value);
            return FaultAction.Writes((raw, answer) => SendBomb(raw, answer, size));
        }),
        new("encode", string.Join('|', s_characters.Keys), "the body in this encoding, which the charset declares", value =>
        {
            var encoding = FaultValue.OneOf(s_characters, value);
            return FaultAction.Changes(answer =>
            {
                answer.Body = encoding.GetBytes(Encoding.UTF8.GetString(answer.Body));
                answer.ContentType = "application/json; charset=" + value;
            });
        }),
        new("charset", "text", "the charset says this, and the body is UTF-8", value =>
            FaultAction.Changes(answer => { answer.ContentType = "application/json; charset=" + value; })),
        new("bom", "", "a byte order mark before the JSON", _ =>
            FaultAction.Changes(answer => { answer.Body = [.. Encoding.UTF8.Preamble, .. answer.Body]; })),
        new("invalid-utf8", "", "a text with bytes that are no UTF-8", _ =>
            FaultAction.Changes(answer => { answer.Body = [.. "{\"data\":{\"text\":\"a"u8, 0xff, 0xc3, 0x28, .. "\"}}"u8]; })),
    ];

    private static void Compress(OutgoingAnswer answer, string coding, byte[] body)
    {
        answer.Body = body;
        answer.WithHeader("Content-Encoding", coding);
    }

    // The checksum at the end stays, and the content changes.
    private static byte[] Damage(byte[] bytes)
    {
        bytes[^9] ^= 0x55;
        return bytes;
    }

    // A gzip file can have several members, so one compressed megabyte is sent many times.
    private static async Task SendBomb(RawConnection raw, OutgoingAnswer answer, int megabytes)
    {
        var start = GZip("{\"data\":{\"text\":\""u8.ToArray());
        var filler = GZip(Encoding.ASCII.GetBytes(new string('a', Megabyte)));
        var end = GZip("\"}}"u8.ToArray());
        var length = start.Length + ((long)filler.Length * megabytes) + end.Length;
        await raw.SendAsync(raw.Head(answer, "Content-Encoding: gzip", $"Content-Length: {length}", "Connection: close"));
        await raw.SendAsync(start);
        for (var sent = 0; sent < megabytes; sent++)
            await raw.SendAsync(filler);

        await raw.SendAsync(end);
        await raw.CloseAsync();
    }

    private static byte[] GZip(byte[] bytes) => Through(bytes, inner => new GZipStream(inner, CompressionLevel.Optimal));

    private static byte[] Through(byte[] bytes, Func<Stream, Stream> create)
    {
        var result = new MemoryStream();
        using (var stream = create(result))
            stream.Write(bytes);

        return result.ToArray();
    }
}
