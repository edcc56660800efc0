using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using RfaAuth.Core.Errors;

namespace RfaAuth.Core.Transport;

/// <summary>
/// Reads a body to its end, up to a limit counted after decompression. A body is read whole before a byte of it is parsed:
/// half an answer is never taken for an answer.
/// </summary>
internal static class BodyReader
{
    private const int BlockSize = 81920;

    /// <exception cref="RfaException">ResponseTooLarge.</exception>
    public static async Task<ArraySegment<byte>> ReadAsync(HttpContent content, long limit, CancellationToken cancellationToken)
    {
        using var stream = await content.ReadAsStreamAsync().ConfigureAwait(false);
        var announced = content.Headers.ContentLength ?? 0;
        if (announced > limit)
            throw TooLarge(limit);
        var body = new MemoryStream((int)Math.Min(announced, BlockSize));
        var block = new byte[BlockSize];
        int read;
        while ((read = await stream.ReadAsync(block, 0, block.Length, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (body.Length + read > limit)
                throw TooLarge(limit);
            body.Write(block, 0, read);
        }

        return new ArraySegment<byte>(body.GetBuffer(), 0, (int)body.Length);
    }

    public static RfaException TooLarge(long limit) => new(
        ErrorCodes.ResponseTooLarge,
        $"The answer is larger than {limit} bytes after decompression. Ask for less, or raise -MaximumResponseSize at Connect-RfaApi.");
}
