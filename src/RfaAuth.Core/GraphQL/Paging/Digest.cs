using RfaAuth.Core.Json;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>
/// Sixteen bytes that identify values: the same for the same bytes, and in practice different for all others. It is fast, but not secure
/// against somebody who searches for two values with the same digest.
/// </summary>
internal readonly record struct Digest(long Low, long High)
{
    private const ulong First = 0x9E3779B97F4A7C15;
    private const ulong Second = 0xC2B2AE3D27D4EB4F;

    /// <summary>The digest of values, as the service wrote them and in their order.</summary>
    public static Digest Of(IEnumerable<RawJson> values)
    {
        var (low, high) = (Second, First);
        foreach (var value in values)
            Add(value.Text, ref low, ref high);
        return new Digest((long)low, (long)high);
    }

    /// <summary>The digest of a cursor: text or a number.</summary>
    public static Digest OfCursor(object cursor)
    {
        var text = Convert.ToString(cursor, CultureInfo.InvariantCulture)!;
        // The bytes of the characters, because an encoder would replace all halves of surrogate pairs by the same character.
        var bytes = new byte[(2 * text.Length) + 1];
        for (var i = 0; i < text.Length; i++)
            (bytes[2 * i], bytes[(2 * i) + 1]) = ((byte)text[i], (byte)(text[i] >> 8));
        bytes[2 * text.Length] = cursor is string ? (byte)1 : (byte)0;
        var (low, high) = (Second, First);
        Add(new ArraySegment<byte>(bytes), ref low, ref high);
        return new Digest((long)low, (long)high);
    }

    // The length is added too, so that the border between two values counts.
    private static void Add(ArraySegment<byte> text, ref ulong low, ref ulong high)
    {
        var (array, at, end) = (text.Array!, text.Offset, text.Offset + text.Count);
        Mix((ulong)text.Count, ref low, ref high);
        for (; at + 8 <= end; at += 8)
            Mix(BitConverter.ToUInt64(array, at), ref low, ref high);
        for (; at < end; at++)
            Mix(array[at], ref low, ref high);
    }

    private static void Mix(ulong word, ref ulong low, ref ulong high)
    {
        unchecked
        {
            low = (low ^ word) * First;
            low ^= low >> 32;
            high = (((high + word) << 29) | ((high + word) >> 35)) * Second;
        }
    }
}
