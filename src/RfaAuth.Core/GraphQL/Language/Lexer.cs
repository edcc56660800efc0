using System.Runtime.CompilerServices;
using RfaAuth.Core.Compatibility;

namespace RfaAuth.Core.GraphQL.Language;

/// <summary>Splits a document into its tokens (GraphQL specification, section 2.1), in one pass from left to right.</summary>
internal sealed partial class Lexer(string source, string?[] names, LexerPlace start)
{
    // A power of two, and more than the names of most documents. In a short text remembering names costs more than it saves.
    private const int RememberedNames = 512;
    private const int ShortText = 1000;

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
