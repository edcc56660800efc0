namespace RfaAuth.Core.Transport;

/// <summary>
/// Reads a body to its end, up to a limit counted after decompression. A body is read whole before a byte of it is parsed:
/// half an answer is never taken for an answer.
/// </summary>
internal static class BodyReader
{
    private const int BlockSize = 65536;

    // What a body is announced to be is believed as soon as this part of it has come.
    private const int BelievedPart = 16;

    // One block for all bodies, one after the other: a connection that is kept holds on to the block that it was given last, and a new
    // one for each call would be most of what a small call takes.
    private static byte[]? s_block;

    /// <exception cref="RfaException">ResponseTooLarge.</exception>
    public static async Task<ArraySegment<byte>> ReadAsync(HttpContent content, long limit, CancellationToken cancellationToken)
    {
        using var stream = await content.ReadAsStreamAsync().ConfigureAwait(false);
        var announced = content.Headers.ContentLength ?? 0;
        if (announced > limit)
            throw TooLarge(limit);
        var block = Interlocked.Exchange(ref s_block, null) ?? new byte[BlockSize];
        byte[] body = [];
        var length = 0;
        var most = 0;
        int read;
        while ((read = await stream.ReadAsync(block, 0, block.Length, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (length + (long)read > limit)
                throw TooLarge(limit);
            if (body.Length - length < read)
                Array.Resize(ref body, Capacity(length + read, announced, limit));
            Buffer.BlockCopy(block, 0, body, length, read);
            length += read;
            most = Math.Max(most, read);
        }

        // Not after a failure: a read that was given up may still write to it. What it held may be a token.
        Array.Clear(block, 0, most);
        Volatile.Write(ref s_block, block);
        return new ArraySegment<byte>(body, 0, length);
    }

    private static int Capacity(int needed, long announced, long limit) =>
        announced >= needed && announced / BelievedPart <= needed ? (int)announced
        : needed < BlockSize ? needed
        : (int)Math.Min(Math.Max(needed, Math.Min(needed * 2L, 0x7FFFFFC7)), Math.Max(limit, needed));

    public static RfaException TooLarge(long limit) => new(
        ErrorCodes.ResponseTooLarge,
        $"The answer is larger than {limit} bytes after decompression. Ask for less, or raise -MaximumResponseSize at Connect-RfaApi.");
}
