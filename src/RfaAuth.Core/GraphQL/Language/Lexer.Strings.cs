namespace RfaAuth.Core.GraphQL.Language;

/// <content>The string values (GraphQL specification, section 2.9.4).</content>
internal sealed partial class Lexer
{
    private const string TripleQuote = "\"\"\"";
    private const int HighestCodePoint = 0x10FFFF;

    // The specification has no limit. graphql-js, which most servers use, refuses more digits, even leading zeros.
    private const int MostBracedDigits = 8;

    private bool StartsWithTripleQuote(int position) =>
        string.CompareOrdinal(source, position, TripleQuote, 0, TripleQuote.Length) == 0;

    private Token ReadString()
    {
        var start = _position++;
        if (TryReadPlain(out var plain))
            return new Token(TokenKind.String, plain, LocationOf(start));
        var text = new StringBuilder();
        while (CharacterAt(_position) != '"')
        {
            if (_position == source.Length || Characters.IsLineTerminator(source[_position]))
                throw Error(start, "the string is not closed on its line");
            if (source[_position] == '\\')
            {
                AppendEscape(text);
                continue;
            }

            var chunk = _position;
            SkipSourceCharacter();
            text.Append(source, chunk, _position - chunk);
        }

        _position++;
        return new Token(TokenKind.String, text.ToString(), LocationOf(start));
    }

    /// <summary>Reads the text up to the closing quote if it has no escapes, as most texts do.</summary>
    private bool TryReadPlain(out string plain)
    {
        var end = _position;
        while (end < source.Length && source[end] is not ('"' or '\\' or '\n' or '\r') && !char.IsSurrogate(source[end]))
            end++;
        var isPlain = end < source.Length && source[end] == '"';
        plain = isPlain ? source.Substring(_position, end - _position) : "";
        if (isPlain)
            _position = end + 1;
        return isPlain;
    }

    private Token ReadBlockString()
    {
        var location = LocationOf(_position);
        _position += TripleQuote.Length;
        var raw = new StringBuilder();
        while (!StartsWithTripleQuote(_position))
        {
            if (_position == source.Length)
                throw GraphQLSyntaxException.At(source, location, "the block string is not closed");

            var chunk = _position;
            if (source[_position] == '\\' && StartsWithTripleQuote(_position + 1))
            {
                chunk++;
                _position += 1 + TripleQuote.Length;
            }
            else if (Characters.IsLineTerminator(source[_position]))
            {
                SkipLineTerminator();
            }
            else
            {
                SkipSourceCharacter();
            }

            raw.Append(source, chunk, _position - chunk);
        }

        _position += TripleQuote.Length;
        return new Token(TokenKind.BlockString, BlockString.RemoveIndentation(raw.ToString()), location);
    }

    private void AppendEscape(StringBuilder text)
    {
        var escaped = CharacterAt(_position + 1);
        if (escaped == 'u')
        {
            AppendUnicodeEscape(text);
            return;
        }

        text.Append(escaped switch
        {
            '"' or '\\' or '/' => escaped,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => throw Error(_position, "no such escape: \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u are known"),
        });
        _position += 2;
    }

    private void AppendUnicodeEscape(StringBuilder text)
    {
        var start = _position;
        var codePoint = ReadUnicodeEscape();
        if (codePoint is >= 0xD800 and <= 0xDBFF && source[start + 2] != '{')
        {
            // The older form of a character beyond U+FFFF: two escapes with four digits, one for each surrogate.
            var trailing = CharacterAt(_position) == '\\' && CharacterAt(_position + 1) == 'u' && CharacterAt(_position + 2) != '{'
                ? ReadUnicodeEscape()
                : 0;
            if (trailing is >= 0xDC00 and <= 0xDFFF)
            {
                text.Append((char)codePoint).Append((char)trailing);
                return;
            }
        }

        if (codePoint is > HighestCodePoint or (>= 0xD800 and <= 0xDFFF))
            throw Error(start, "the escape stands for no Unicode character");
        text.Append(char.ConvertFromUtf32(codePoint));
    }

    /// <summary>Reads <c>\u0041</c> or <c>\u{41}</c>. Returns some invalid number for any number beyond the last code point.</summary>
    private int ReadUnicodeEscape()
    {
        var start = _position;
        _position += 2;
        var isBraced = CharacterAt(_position) == '{';
        if (isBraced)
            _position++;

        var value = 0;
        var digits = 0;
        while (Characters.HexadecimalValue(CharacterAt(_position)) is >= 0 and var digit && (isBraced || digits < 4))
        {
            value = value > HighestCodePoint ? value : (value * 16) + digit;
            digits++;
            _position++;
        }

        var isWhole = isBraced ? digits is > 0 and <= MostBracedDigits && CharacterAt(_position) == '}' : digits == 4;
        if (!isWhole)
            throw Error(start, "a Unicode escape is \\u with four hexadecimal digits, or \\u{...} with one to eight");
        if (isBraced)
            _position++;
        return value;
    }
}
