namespace RfaAuth.Core.Tests.Support;

/// <summary>JSON that arrives in pieces, each time in a new array.</summary>
internal static class TextInPieces
{
    /// <param name="text">The whole text.</param>
    /// <param name="size">The size of the next piece, at least 1.</param>
    public static JsonValueReader Reader(byte[] text, Func<int> size)
    {
        byte[] known = [];
        return new JsonValueReader(new ArraySegment<byte>(known), JsonSource.Service, count =>
        {
            Assert.Equal(known.Length, count);
            byte[] more = [.. text.Take(known.Length + size())];
            // A reader that still looks at the earlier array would read nonsense.
            for (var i = 0; i < known.Length; i++)
                known[i] = (byte)'#';
            known = more;
            return new ArraySegment<byte>(known);
        });
    }
}
