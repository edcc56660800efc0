namespace RfaAuth.Core.Json;

/// <summary>
/// Decodes the content of a JSON string. Each invalid part of UTF-8 becomes one U+FFFD
/// (Unicode, section 3.9, "substitution of maximal subparts"), the same on .NET and .NET Framework. Not thread safe.
/// </summary>
internal sealed class TextDecoder
{
    private const char Replacement = '\uFFFD';

    private char[] _characters = [];

    public static string Ascii(byte[] text, int start, int count) => count == 0 ? "" : Encoding.UTF8.GetString(text, start, count);

    /// <summary>The character for the letter after a backslash; NUL if there is none, and for <c>\u</c>.</summary>
    public static char Escaped(byte letter) => letter switch
    {
        (byte)'"' or (byte)'\\' or (byte)'/' => (char)letter,
        (byte)'b' => '\b',
        (byte)'f' => '\f',
        (byte)'n' => '\n',
        (byte)'r' => '\r',
        (byte)'t' => '\t',
        _ => '\0',
    };

    /// <returns>The digit's value; -1 if it is no digit.</returns>
    public static int HexDigit(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => -1,
    };

    /// <param name="text">The JSON. Its escapes must be valid.</param>
    /// <param name="start">The place after the opening quote.</param>
    /// <param name="end">The place of the closing quote.</param>
    /// <param name="hasHalfPair">Whether an escape is half of a surrogate pair. It becomes U+FFFD.</param>
    public string Decode(byte[] text, int start, int end, out bool hasHalfPair)
    {
        hasHalfPair = false;
        if (_characters.Length < end - start)
            _characters = new char[Math.Max(end - start, 256)];
        var characters = _characters;
        var length = 0;
        for (var at = start; at < end;)
        {
            var value = text[at];
            if (value == '\\')
            {
                at = DecodeEscape(text, at, end, characters, ref length, ref hasHalfPair);
            }
            else if (value < 0x80)
            {
                characters[length++] = (char)value;
                at++;
            }
            else
            {
                at = DecodeUtf8(text, at, end, characters, ref length);
            }
        }

        return new string(characters, 0, length);
    }

    private static int DecodeEscape(byte[] text, int at, int end, char[] characters, ref int length, ref bool hasHalfPair)
    {
        if (text[at + 1] != 'u')
        {
            characters[length++] = Escaped(text[at + 1]);
            return at + 2;
        }

        var unit = Unit(text, at);
        at += 6;
        if (!char.IsSurrogate(unit))
        {
            characters[length++] = unit;
        }
        else if (char.IsHighSurrogate(unit) && at + 6 <= end && text[at] == '\\' && text[at + 1] == 'u' && Unit(text, at) is var low && char.IsLowSurrogate(low))
        {
            characters[length++] = unit;
            characters[length++] = low;
            at += 6;
        }
        else
        {
            hasHalfPair = true;
            characters[length++] = Replacement;
        }

        return at;
    }

    private static char Unit(byte[] text, int at) => (char)(
        (HexDigit(text[at + 2]) << 12) | (HexDigit(text[at + 3]) << 8) | (HexDigit(text[at + 4]) << 4) | HexDigit(text[at + 5]));

    /// <summary>Decodes a character of two to four bytes, by the table of well-formed sequences (Unicode, table 3-7).</summary>
    private static int DecodeUtf8(byte[] text, int at, int end, char[] characters, ref int length)
    {
        var lead = text[at++];
        var (more, least, most) = lead switch
        {
            >= 0xC2 and <= 0xDF => (1, 0x80, 0xBF),
            0xE0 => (2, 0xA0, 0xBF),
            0xED => (2, 0x80, 0x9F),
            >= 0xE1 and <= 0xEF => (2, 0x80, 0xBF),
            0xF0 => (3, 0x90, 0xBF),
            >= 0xF1 and <= 0xF3 => (3, 0x80, 0xBF),
            0xF4 => (3, 0x80, 0x8F),
            _ => (0, 0, 0),
        };
        var code = lead & (0x3F >> more);
        for (var i = 0; i < more; i++, at++)
        {
            if (at >= end || text[at] < least || text[at] > most)
            {
                more = 0;
                break;
            }

            code = (code << 6) | (text[at] & 0x3F);
            (least, most) = (0x80, 0xBF);
        }

        if (more == 0)
        {
            characters[length++] = Replacement;
        }
        else if (code < 0x10000)
        {
            characters[length++] = (char)code;
        }
        else
        {
            characters[length++] = (char)(0xD7C0 + (code >> 10));
            characters[length++] = (char)(0xDC00 | (code & 0x3FF));
        }

        return at;
    }
}
