namespace RfaAuth.Core.Json;

/// <summary>Decodes a body to UTF-8.</summary>
internal static class BodyText
{
    // The longest first, because the byte order mark of UTF-32 begins with the one of UTF-16.
    private static readonly (byte[] Mark, Encoding Encoding)[] s_marks =
    [
        ([0xFF, 0xFE, 0, 0], Encoding.UTF32),
        ([0xEF, 0xBB, 0xBF], Encoding.UTF8),
        ([0xFF, 0xFE], Encoding.Unicode),
        ([0xFE, 0xFF], Encoding.BigEndianUnicode),
    ];

    /// <summary>The body as UTF-8 without a byte order mark. No copy is made unless another encoding is declared or marked.</summary>
    /// <param name="body">The body.</param>
    /// <param name="charset">The declared charset; null if there is none.</param>
    public static ArraySegment<byte> Utf8(ArraySegment<byte> body, string? charset)
    {
        var (mark, encoding) = s_marks.FirstOrDefault(known => BeginsWith(body, known.Mark));
        mark ??= [];
        encoding ??= Declared(charset);
        return encoding == Encoding.UTF8
            ? new ArraySegment<byte>(body.Array!, body.Offset + mark.Length, body.Count - mark.Length)
            : new ArraySegment<byte>(Encoding.Convert(encoding, Encoding.UTF8, body.Array!, body.Offset + mark.Length, body.Count - mark.Length));
    }

    // UTF-8, unless UTF-16 is declared (RFC 8259, section 8.1). An unknown charset is ignored, so that the answer is not lost.
    private static Encoding Declared(string? charset) => charset?.ToUpperInvariant() switch
    {
        "UTF-16" or "UTF-16LE" => Encoding.Unicode,
        "UTF-16BE" => Encoding.BigEndianUnicode,
        _ => Encoding.UTF8,
    };

    private static bool BeginsWith(ArraySegment<byte> body, byte[] mark)
    {
        if (body.Count < mark.Length)
            return false;
        for (var i = 0; i < mark.Length; i++)
        {
            if (body.Array![body.Offset + i] != mark[i])
                return false;
        }

        return true;
    }
}
