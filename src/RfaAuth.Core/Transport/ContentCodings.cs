using System.IO.Compression;

namespace RfaAuth.Core.Transport;

/// <summary>
/// Decodes the content codings of a body that the platform's handler left (RFC 9110, section 8.4). The handler decodes only the last coding,
/// and only if it has its common name. Pure.
/// </summary>
internal static class ContentCodings
{
    /// <param name="body">The body from the handler.</param>
    /// <param name="header">The remaining values of Content-Encoding.</param>
    /// <param name="limit">The largest size of the result, in bytes.</param>
    /// <returns>The decoded body; null if a coding is not known.</returns>
    /// <exception cref="InvalidDataException">The body does not have a coding that the header names.</exception>
    /// <exception cref="RfaException">ResponseTooLarge.</exception>
    public static ArraySegment<byte>? Undo(ArraySegment<byte> body, IEnumerable<string> header, long limit)
    {
        // In the order in which they were applied. Empty elements are skipped (section 5.6.1.2), and identity is no coding.
        var codings = header
            .SelectMany(value => value.Split(','))
            .Select(value => value.Trim().ToLowerInvariant())
            .Where(value => value is not ("" or "identity"))
            .ToList();
        if (!codings.TrueForAll(IsKnown))
            return null;
        codings.Reverse();
        // An empty body was not compressed.
        return body.Count == 0 ? body : codings.Aggregate(body, (coded, coding) => Read(Open(coded, coding), limit));
    }

    private static bool IsKnown(string coding) => coding is "gzip" or "x-gzip" or "deflate" || (coding == "br" && PlatformHandler.HasBrotli);

    private static Stream Open(ArraySegment<byte> body, string coding)
    {
        var isZlib = coding == "deflate" && IsZlib(body);
        var start = isZlib ? 2 : 0;
        var stream = new MemoryStream(body.Array!, body.Offset + start, body.Count - start, writable: false);
        return coding switch
        {
            "deflate" => new DeflateStream(stream, CompressionMode.Decompress),
            "br" => PlatformHandler.OpenBrotli(stream),
            _ => new GZipStream(stream, CompressionMode.Decompress),
        };
    }

    // RFC 1950, section 2.2. This is the deflate of the standard. Some servers send deflate data without the zlib header.
    private static bool IsZlib(ArraySegment<byte> body)
    {
        if (body.Count < 2)
            return false;
        var (method, flags) = (body.Array![body.Offset], body.Array[body.Offset + 1]);
        return (method & 0x0F) == 8 && ((method << 8) + flags) % 31 == 0;
    }

    private static ArraySegment<byte> Read(Stream coded, long limit)
    {
        using (coded)
        {
            var result = new MemoryStream();
            var block = new byte[81920];
            int read;
            while ((read = coded.Read(block, 0, block.Length)) > 0)
            {
                if (result.Length + read > limit)
                    throw BodyReader.TooLarge(limit);
                result.Write(block, 0, read);
            }

            return new ArraySegment<byte>(result.GetBuffer(), 0, (int)result.Length);
        }
    }
}
