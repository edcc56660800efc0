using System.Runtime.CompilerServices;
using RfaAuth.Core.Compatibility;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.GraphQL.Language;

/// <summary>
/// Finds the end of a selection set and whether its syntax is right, without building it. It knows the usual forms only and gives up at any other:
/// then the parser reads the set, and says what is wrong if something is.
/// </summary>
internal sealed class SelectionSkimmer(string source)
{
    private const int GivenUp = -1;

    private int _line;
    private int _lineStart;

    /// <summary>Skims the selections after an opening brace.</summary>
    /// <param name="place">The place after the opening brace. If all could be skimmed: the place after the closing brace.</param>
    /// <returns>Whether the parser would accept the selections.</returns>
    public bool TrySkip(ref LexerPlace place)
    {
        (_line, _lineStart) = (place.Line, place.LineStart);
        var end = SkipSelections(place.Position, 1);
        if (end == GivenUp)
            return false;
        place = new LexerPlace(end, _line, _lineStart);
        return true;
    }

    // Each method takes a position and returns the one after what it skipped, or GivenUp.
    [MethodImpl(Compiled.AtOnce)]
    private int SkipSelections(int position, int depth)
    {
        if (depth > NestingLimit.Levels)
            return GivenUp;
        position = SkipIgnored(position);
        do
        {
            position = At(position) == '.' ? SkipFragment(position, depth) : SkipField(position, depth);
            if (position == GivenUp)
                return GivenUp;
        }
        while (At(position) != '}');
        return position + 1;
    }

    [MethodImpl(Compiled.AtOnce)]
    private int SkipField(int position, int depth)
    {
        position = SkipName(position);
        if (position != GivenUp && At(position) == ':')
            position = SkipName(SkipIgnored(position + 1));
        if (position != GivenUp && At(position) == '(')
            position = SkipArguments(position, depth);
        position = SkipDirectives(position, depth);
        return position != GivenUp && At(position) == '{' ? SkipSet(position, depth) : position;
    }

    private int SkipFragment(int position, int depth)
    {
        if (At(position + 1) != '.' || At(position + 2) != '.')
            return GivenUp;
        position = SkipIgnored(position + 3);
        if (Characters.IsNameStart(At(position)))
        {
            var isSpread = !IsOn(position);
            position = SkipName(position);
            if (isSpread)
                return SkipDirectives(position, depth);
            position = SkipName(position);
        }

        position = SkipDirectives(position, depth);
        return position != GivenUp && At(position) == '{' ? SkipSet(position, depth) : GivenUp;
    }

    private int SkipSet(int position, int depth)
    {
        position = SkipSelections(position + 1, depth + 1);
        return position == GivenUp ? GivenUp : SkipIgnored(position);
    }

    private int SkipDirectives(int position, int depth)
    {
        while (position != GivenUp && At(position) == '@')
        {
            position = SkipName(SkipIgnored(position + 1));
            if (position != GivenUp && At(position) == '(')
                position = SkipArguments(position, depth);
        }

        return position;
    }

    [MethodImpl(Compiled.AtOnce)]
    private int SkipArguments(int position, int depth)
    {
        position = SkipIgnored(position + 1);
        do
            position = SkipNamedValue(position, depth);
        while (position != GivenUp && At(position) != ')');
        return position == GivenUp ? GivenUp : SkipIgnored(position + 1);
    }

    private int SkipNamedValue(int position, int depth)
    {
        position = SkipName(position);
        return position != GivenUp && At(position) == ':' ? SkipValue(SkipIgnored(position + 1), depth) : GivenUp;
    }

    [MethodImpl(Compiled.AtOnce)]
    private int SkipValue(int position, int depth)
    {
        switch (At(position))
        {
            case '"':
                return SkipString(position);
            case '$':
                return SkipName(SkipIgnored(position + 1));
            case '[':
            case '{':
                return SkipListOrObject(position, depth + 1);
            case '-' or (>= '0' and <= '9'):
                return SkipNumber(position);
            default:
                return SkipName(position);
        }
    }

    private int SkipListOrObject(int position, int depth)
    {
        if (depth > NestingLimit.Levels)
            return GivenUp;
        var isList = At(position) == '[';
        position = SkipIgnored(position + 1);
        while (position != GivenUp && At(position) != (isList ? ']' : '}'))
            position = isList ? SkipValue(position, depth) : SkipNamedValue(position, depth);
        return position == GivenUp ? GivenUp : SkipIgnored(position + 1);
    }

    private int SkipNumber(int position)
    {
        var start = At(position) == '-' ? position + 1 : position;
        var end = EndOfDigits(start);
        if (end == start || (At(start) == '0' && end > start + 1))
            return GivenUp;
        if (At(end) == '.')
        {
            start = end + 1;
            end = EndOfDigits(start);
        }

        // An exponent is rare, and left to the parser.
        return end > start && At(end) != '.' && !Characters.IsNameStart(At(end)) ? SkipIgnored(end) : GivenUp;
    }

    private int EndOfDigits(int position)
    {
        while (Characters.IsDigit(At(position)))
            position++;
        return position;
    }

    // A text in three quotes, or with an escape, is left to the parser.
    private int SkipString(int position)
    {
        var end = position + 1;
        while (end < source.Length && source[end] is not ('"' or '\\' or '\n' or '\r') && !char.IsSurrogate(source[end]))
            end++;
        var isPlain = At(end) == '"' && (end > position + 1 || At(end + 1) != '"');
        return isPlain ? SkipIgnored(end + 1) : GivenUp;
    }

    [MethodImpl(Compiled.AtOnce)]
    private int SkipName(int position)
    {
        if (position == GivenUp || !Characters.IsNameStart(At(position)))
            return GivenUp;
        var text = source;
        do
            position++;
        while (position < text.Length && Characters.IsNameContinue(text[position]));
        return SkipIgnored(position);
    }

    [MethodImpl(Compiled.AtOnce)]
    private int SkipIgnored(int position)
    {
        var text = source;
        for (; position < text.Length; position++)
        {
            switch (text[position])
            {
                case ' ' or '\t' or ',' or Characters.ByteOrderMark:
                    continue;
                case '\n':
                    break;
                case '\r' when At(position + 1) == '\n':
                    position++;
                    break;
                case '\r':
                    break;
                case '#':
                    position = EndOfComment(position) - 1;
                    continue;
                default:
                    return position;
            }

            _line++;
            _lineStart = position + 1;
        }

        return position;
    }

    // A surrogate ends it too early, and the parser looks at the rest.
    private int EndOfComment(int position)
    {
        while (position < source.Length && !Characters.IsLineTerminator(source[position]) && !char.IsSurrogate(source[position]))
            position++;
        return position;
    }

    private bool IsOn(int position) => At(position) == 'o' && At(position + 1) == 'n' && !Characters.IsNameContinue(At(position + 2));

    /// <summary>The character at a position; U+0000 after the end, which no token contains.</summary>
    private char At(int position) => position < source.Length ? source[position] : '\0';
}
