namespace RfaAuth.Core.GraphQL.Language;

/// <summary>The character classes of the lexical grammar. They have only ASCII characters, unlike those of <see cref="char"/>.</summary>
internal static class Characters
{
    public const char ByteOrderMark = '\uFEFF';

    public static bool IsDigit(char character) => character is >= '0' and <= '9';

    public static bool IsNameStart(char character) =>
        character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';

    public static bool IsNameContinue(char character) => IsNameStart(character) || IsDigit(character);

    public static bool IsLineTerminator(char character) => character is '\n' or '\r';

    public static bool IsWhitespace(char character) => character is '\t' or ' ';

    /// <summary>The length of a source character in UTF-16 code units: 1 or 2; 0 for half of a surrogate pair.</summary>
    public static int SourceCharacterLength(string source, int position)
    {
        if (!char.IsSurrogate(source[position]))
            return 1;
        return char.IsSurrogatePair(source, position) ? 2 : 0;
    }

    /// <summary>The value of a hexadecimal digit; -1 for any other character.</summary>
    public static int HexadecimalValue(char character) => character switch
    {
        >= '0' and <= '9' => character - '0',
        >= 'a' and <= 'f' => character - 'a' + 10,
        >= 'A' and <= 'F' => character - 'A' + 10,
        _ => -1,
    };

    /// <summary>The character for an error message: in quotes if it is printable ASCII, else its code point.</summary>
    public static string Describe(string source, int position)
    {
        var character = source[position];
        if (character is > ' ' and <= '~')
            return $"'{character}'";
        var codePoint = char.IsSurrogatePair(source, position) ? char.ConvertToUtf32(source, position) : character;
        return $"U+{codePoint:X4}";
    }
}
