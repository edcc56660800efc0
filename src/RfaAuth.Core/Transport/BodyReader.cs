using RfaAuth.Core.Compatibility;

namespace RfaAuth.Core.Transport;

/// <summary>
/// Reads a body to its end, up to a limit that counts decompressed bytes. A large one can be parsed while it arrives. What was parsed counts only when
/// the body is whole, so that a part of an answer is never taken for an answer.
/// </summary>
internal static class BodyReader
{
    private const int BlockSize = 65536;

    // The announced length is trusted after this part of the body (1/16) has arrived.
    private const int BelievedPart = 16;

    // For a smaller body, a thread of its own costs more than it saves. Larger arrays are never used again, so a parser may keep them.
    private const int ParsedWhileArriving = LargeBuffers.Size;

    // More parsers than processors save little time, and a batch must not take all threads that the system allows.
    private const int MostParsers = 8;

    private static int s_parsers;

    // One block for all bodies, used by one at a time. A connection that stays open keeps a reference to the block that it used last, so a new
    // block for each call would take most of a small call's memory.
    private static byte[]? s_block;

    /// <param name="content">The body.</param>
    /// <param name="limit">The most bytes that are read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="parse">Parses a large body of JSON in UTF-8 while it arrives, on a thread of its own; null if that is not wanted.</param>
    /// <returns>The whole body, and the call of <paramref name="parse"/>, which may still run; null if it was not called, or no thread was free.</returns>
    /// <exception cref="RfaException">ResponseTooLarge.</exception>
    public static async Task<(ArraySegment<byte> Body, Task<object?>? Parsing)> ReadAsync(
        HttpContent content, long limit, CancellationToken cancellationToken, Func<ArrivingBody, object?>? parse = null)
    {
        using var stream = await content.ReadAsStreamAsync().ConfigureAwait(false);
        var announced = content.Headers.ContentLength ?? 0;
        if (announced > limit)
            throw TooLarge(limit);
        var block = Interlocked.Exchange(ref s_block, null) ?? new byte[BlockSize];
        byte[] body = [];
        var length = 0;
        var most = 0;
        ArrivingBody? arriving = null;
        Task<object?>? parsing = null;
        try
        {
            int read;
            while ((read = await stream.ReadAsync(block, 0, block.Length, cancellationToken).ConfigureAwait(false)) > 0)
            {
                if (length + (long)read > limit)
                    throw TooLarge(limit);
                if (body.Length - length < read)
                    body = Grow(body, length, Capacity(length + read, announced, limit));
                Buffer.BlockCopy(block, 0, body, length, read);
                length += read;
                most = Math.Max(most, read);
                arriving?.Add(new ArraySegment<byte>(body, 0, length));
                // This is decided once, when the body becomes large.
                if (parse is not null && length > ParsedWhileArriving && length - read <= ParsedWhileArriving && body[0] == '{' && ContentType.IsUtf8Json(content.Headers))
                {
                    arriving = new ArrivingBody(new ArraySegment<byte>(body, 0, length));
                    parsing = Start(parse, arriving, TaskScheduler.Default);
                }
            }
        }
        finally
        {
            arriving?.End();
        }

        // After a failure the block is not used again: a cancelled read may still write to it. It is cleared because it may hold a token.
        Array.Clear(block, 0, most);
        Volatile.Write(ref s_block, block);
        return (new ArraySegment<byte>(body, 0, length), parsing);
    }

    /// <summary>Starts to parse a body on a thread of its own.</summary>
    /// <returns>Null if no thread is free for it. Then the body can be parsed when it is whole.</returns>
    internal static Task<object?>? Start(Func<ArrivingBody, object?> parse, ArrivingBody arriving, TaskScheduler scheduler)
    {
        if (Interlocked.Increment(ref s_parsers) > MostParsers)
        {
            Interlocked.Decrement(ref s_parsers);
            return null;
        }

        Task<object?> parsing;
        try
        {
            // The parser blocks while it waits for bytes, so it must not take a thread of the pool: the bytes come on one.
            parsing = Task.Factory.StartNew(() => Parse(parse, arriving), CancellationToken.None, TaskCreationOptions.LongRunning, scheduler);
        }
        catch (TaskSchedulerException)
        {
            // The system refused a new thread.
            Interlocked.Decrement(ref s_parsers);
            return null;
        }

        // Perhaps nobody awaits it, because the body broke off. So observe its exception.
        _ = parsing.WhenEndedAsync();
        return parsing;
    }

    private static object? Parse(Func<ArrivingBody, object?> parse, ArrivingBody arriving)
    {
        try
        {
            return parse(arriving);
        }
        finally
        {
            Interlocked.Decrement(ref s_parsers);
        }
    }

    private static byte[] Grow(byte[] body, int length, int capacity)
    {
        var larger = LargeBuffers.Rent(capacity);
        Buffer.BlockCopy(body, 0, larger, 0, length);
        LargeBuffers.Return(new ArraySegment<byte>(body, 0, length));
        return larger;
    }

    private static int Capacity(int needed, long announced, long limit) =>
        announced >= needed && announced / BelievedPart <= needed ? (int)announced
        : needed < BlockSize ? needed
        : (int)Math.Min(Math.Max(needed, Math.Min(needed * 2L, 0x7FFFFFC7)), Math.Max(limit, needed));

    public static RfaException TooLarge(long limit) => new(
        ErrorCodes.ResponseTooLarge,
        $"The answer is larger than {limit} bytes after decompression. Ask for less, or raise -MaximumResponseSize at Connect-RfaApi.");
}

/// <summary>
/// Arrays for the bodies of medium size, to be used again. .NET puts new arrays of this size on the large object heap, and after about twenty of them
/// it collects the garbage of all generations. For a list of many pages that is a fifth of the time. Safe from any thread.
/// </summary>
internal static class LargeBuffers
{
    // From this size on .NET uses the large object heap.
    private const int Smallest = 85_000;

    /// <summary>The size of the arrays that are used again.</summary>
    public const int Size = 1 << 20;

    private const int MostIdle = 8;

    private static readonly byte[]?[] s_idle = new byte[]?[MostIdle];

    /// <summary>Gets an array of at least this size. It need not be returned.</summary>
    public static byte[] Rent(int size)
    {
        if (size is < Smallest or > Size)
            return new byte[size];
        for (var i = 0; i < s_idle.Length; i++)
        {
            if (Interlocked.Exchange(ref s_idle[i], null) is { } idle)
                return idle;
        }

        return new byte[Size];
    }

    /// <summary>Returns an array, of which nothing may refer to any part any more. It is cleared because it may hold a token.</summary>
    /// <param name="used">The array, and the part of it that was used.</param>
    public static void Return(ArraySegment<byte> used)
    {
        if (used.Array is not { Length: Size } array)
            return;
        Array.Clear(array, used.Offset, used.Count);
        for (var i = 0; i < s_idle.Length; i++)
        {
            if (Interlocked.CompareExchange(ref s_idle[i], array, null) is null)
                return;
        }
    }
}
