namespace RfaAuth.Core.Transport;

/// <summary>
/// Arrays for the bodies of medium size, to be used again. .NET puts new arrays of this size on the large object heap, and after about twenty of them
/// it collects the garbage of all generations. For a list of many pages that is a fifth of the time. Safe from any thread.
/// </summary>
internal static class LargeBuffers
{
    // From this size on .NET uses the large object heap.
    private const int Smallest = 85_000;
    private const int Size = 1 << 20;
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
