using System.Runtime.CompilerServices;
using RfaAuth.Core.Compatibility;

namespace RfaAuth.Core.GraphQL.Language;

/// <summary>Splits a document into its tokens (GraphQL specification, section 2.1), in one pass from left to right.</summary>
internal sealed class Lexer(string source, string?[] names, LexerPlace start)
{
    // A power of two, and more than the names of most documents. In a short text remembering names costs more than it saves.
    private const int RememberedNames = 512;
    private const int ShortText = 1000;

    private const string TripleQuote = "\"\"\"";
    private const int HighestCodePoint = 0x10FFFF;

    // The specification has no limit. graphql-js, which most servers use, refuses more digits, even leading zeros.
    private const int MostBracedDigits = 8;

    // A few names are used thousands of times. A name's letters give its index. Another name with the same index replaces it.
    private readonly string?[] _names = names;
    private SelectionSkimmer? _skimmer;
    private int _position = start.Position;
    private int _line = start.Line;
    private int _lineStart = start.LineStart;

    public Lexer(string source)
        : this(source, source.Length < ShortText ? [] : new string?[RememberedNames], new LexerPlace(0, 1, 0))
    {
    }

    public string Source => source;

    private LexerPlace Place
    {
        get => new(_position, _line, _lineStart);
        set => (_position, _line, _lineStart) = (value.Position, value.Line, value.LineStart);
    }

    /// <summary>Reads the next token. At the end it returns <see cref="TokenKind.EndOfDocument"/> each time.</summary>
    /// <exception cref="GraphQLSyntaxException">No token can start here, or a token has no end.</exception>
    [MethodImpl(Compiled.AtOnce)]
    public Token Read()
    {
        SkipIgnored();
        if (_position == source.Length)
            return new Token(TokenKind.EndOfDocument, string.Empty, LocationOf(_position));

        var character = source[_position];
        if (Characters.IsNameStart(character))
            return ReadName();
        if (Characters.IsDigit(character) || character == '-')
            return ReadNumber();
        if (character == '"')
            return StartsWithTripleQuote(_position) ? ReadBlockString() : ReadString();
        return ReadPunctuator(character);
    }

    /// <summary>A lexer of the same text at another place, which remembers the same names.</summary>
    public Lexer At(LexerPlace place) => new(source, _names, place);

    /// <summary>The place of the punctuator that was read last.</summary>
    public LexerPlace PlaceOf(Token punctuator)
    {
        var position = _position - punctuator.Text.Length;
        return new LexerPlace(position, punctuator.Location.Line, position - punctuator.Location.Column + 1);
    }

    /// <summary>Skips selections and their closing brace, after the opening brace, if their syntax is right and usual.</summary>
    public bool TrySkipSelections()
    {
        var place = Place;
        if (!(_skimmer ??= new SelectionSkimmer(source)).TrySkip(ref place))
            return false;
        Place = place;
        return true;
    }

    [MethodImpl(Compiled.AtOnce)]
    private void SkipIgnored()
    {
        while (_position < source.Length)
        {
            var character = source[_position];
            // Most tokens start where the one before ends, or after one blank.
            if (character > ',' && character != Characters.ByteOrderMark)
                return;
            if (Characters.IsLineTerminator(character))
                SkipLineTerminator();
            else if (Characters.IsWhitespace(character) || character is ',' or Characters.ByteOrderMark)
                _position++;
            else if (character == '#')
                SkipComment();
            else
                return;
        }
    }

    private void SkipComment()
    {
        while (_position < source.Length && !Characters.IsLineTerminator(source[_position]))
            SkipSourceCharacter();
    }

    private void SkipLineTerminator()
    {
        _position += source[_position] == '\r' && CharacterAt(_position + 1) == '\n' ? 2 : 1;
        _line++;
        _lineStart = _position;
    }

    private void SkipSourceCharacter()
    {
        var length = Characters.SourceCharacterLength(source, _position);
        if (length == 0)
            throw LoneSurrogate();
        _position += length;
    }

    private Token ReadPunctuator(char character)
    {
        var (kind, text) = character switch
        {
            '!' => (TokenKind.Bang, "!"),
            '$' => (TokenKind.Dollar, "$"),
            '&' => (TokenKind.Ampersand, "&"),
            '(' => (TokenKind.ParenthesisOpen, "("),
            ')' => (TokenKind.ParenthesisClose, ")"),
            ':' => (TokenKind.Colon, ":"),
            '=' => (TokenKind.EqualsSign, "="),
            '@' => (TokenKind.At, "@"),
            '[' => (TokenKind.BracketOpen, "["),
            ']' => (TokenKind.BracketClose, "]"),
            '{' => (TokenKind.BraceOpen, "{"),
            '|' => (TokenKind.Bar, "|"),
            '}' => (TokenKind.BraceClose, "}"),
            '.' when CharacterAt(_position + 1) == '.' && CharacterAt(_position + 2) == '.' => (TokenKind.Spread, "..."),
            _ => throw UnexpectedCharacter(character),
        };
        var token = new Token(kind, text, LocationOf(_position));
        _position += text.Length;
        return token;
    }

    [MethodImpl(Compiled.AtOnce)]
    private Token ReadName()
    {
        var text = source;
        var start = _position;
        var end = start;
        uint hash = 0;
        for (; end < text.Length && Characters.IsNameContinue(text[end]); end++)
            hash = (hash * 31) + text[end];
        _position = end;
        return new(TokenKind.Name, NameAt(start, end - start, hash), LocationOf(start));
    }

    [MethodImpl(Compiled.AtOnce)]
    private string NameAt(int start, int length, uint hash)
    {
        if (_names.Length == 0)
            return source.Substring(start, length);
        ref var remembered = ref _names[(hash ^ (hash >> 9)) % RememberedNames];
        return remembered is { } name && name.Length == length && string.CompareOrdinal(source, start, name, 0, length) == 0
            ? name
            : remembered = source.Substring(start, length);
    }

    private Token ReadNumber()
    {
        var start = _position;
        if (source[_position] == '-')
            _position++;
        if (CharacterAt(_position) == '0')
        {
            _position++;
            if (Characters.IsDigit(CharacterAt(_position)))
                throw Error(_position, "a number has no leading zeros");
        }
        else
        {
            SkipDigits();
        }

        var kind = TokenKind.Int;
        if (CharacterAt(_position) == '.')
        {
            kind = TokenKind.Float;
            _position++;
            SkipDigits();
        }

        if (CharacterAt(_position) is 'e' or 'E')
        {
            kind = TokenKind.Float;
            _position++;
            if (CharacterAt(_position) is '+' or '-')
                _position++;
            SkipDigits();
        }

        if (CharacterAt(_position) == '.' || Characters.IsNameStart(CharacterAt(_position)))
            throw Error(_position, $"a number cannot be followed directly by {Characters.Describe(source, _position)}");
        return TokenFrom(start, kind);
    }

    private void SkipDigits()
    {
        if (!Characters.IsDigit(CharacterAt(_position)))
        {
            var found = _position == source.Length ? "the end of the document" : Characters.Describe(source, _position);
            throw Error(_position, $"expected a digit, found {found}");
        }

        while (Characters.IsDigit(CharacterAt(_position)))
            _position++;
    }

    private Token TokenFrom(int start, TokenKind kind) =>
        new(kind, source.Substring(start, _position - start), LocationOf(start));

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

    /// <summary>The character at a position; U+0000 after the end, which no token contains.</summary>
    private char CharacterAt(int position) => position < source.Length ? source[position] : '\0';

    private SourceLocation LocationOf(int position) => new(_line, position - _lineStart + 1);

    private GraphQLSyntaxException UnexpectedCharacter(char character) => character switch
    {
        _ when Characters.SourceCharacterLength(source, _position) == 0 => LoneSurrogate(),
        '\'' => Error(_position, "unexpected single quote: a GraphQL string stands between double quotes"),
        '.' when PowerShellExpansion.HasLeftDot(source, _position) => Error(_position, "unexpected character '.'", PowerShellExpansion.Advice),
        _ => Error(_position, $"unexpected character {Characters.Describe(source, _position)}"),
    };

    private GraphQLSyntaxException LoneSurrogate() =>
        Error(_position, $"{Characters.Describe(source, _position)} is half of a surrogate pair and no character");

    private GraphQLSyntaxException Error(int position, string problem, string? advice = null) =>
        GraphQLSyntaxException.At(source, LocationOf(position), problem, advice);
}

/// <summary>The lexical tokens (GraphQL specification, section 2.1.6). Each punctuator is its own kind.</summary>
internal enum TokenKind
{
    EndOfDocument,
    Name,
    Int,
    Float,
    String,
    BlockString,
    Bang,
    Dollar,
    Ampersand,
    ParenthesisOpen,
    ParenthesisClose,
    Spread,
    Colon,
    EqualsSign,
    At,
    BracketOpen,
    BracketClose,
    BraceOpen,
    Bar,
    BraceClose,
}

/// <param name="Kind">The token's kind.</param>
/// <param name="Text">The text of a name, number or punctuator as written; for a string, its value.</param>
/// <param name="Location">The place where it starts.</param>
internal readonly record struct Token(TokenKind Kind, string Text, SourceLocation Location)
{
    private const int LongestShown = 40;

    /// <summary>The token for an error message. The text of a string is not shown: it may be long, and it may be private.</summary>
    public string Description => Kind switch
    {
        TokenKind.EndOfDocument => "the end of the document",
        TokenKind.String or TokenKind.BlockString => "a string",
        _ when Text.Length > LongestShown => $"'{Text.Substring(0, LongestShown)}...'",
        _ => $"'{Text}'",
    };
}

/// <summary>The place of a lexer.</summary>
/// <param name="Position">The index in the text.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="LineStart">The index at which the line starts.</param>
internal readonly record struct LexerPlace(int Position, int Line, int LineStart);

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
