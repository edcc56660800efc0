namespace RfaAuth.Core.GraphQL.Language;

/// <summary>Shows the line of a document with an error, and a caret under the column.</summary>
internal static class SourceExcerpt
{
    private const int Width = 72;
    private const string Cut = "...";

    private static readonly char[] s_lineTerminators = ['\n', '\r'];

    /// <summary>Two lines: the source line, shortened around the column if it is long, and the caret.</summary>
    public static string At(string source, SourceLocation location) => At(source, location, new LineStarts(source));

    /// <summary>The same. The line is found from the line that was found last.</summary>
    public static string At(string source, SourceLocation location, LineStarts lines)
    {
        var start = lines.Of(location.Line);
        var end = source.IndexOfAny(s_lineTerminators, start);
        end = end < 0 ? source.Length : end;
        var caret = start + location.Column - 1;

        var from = Math.Max(start, Math.Min(caret - (Width / 2), end - Width));
        var to = Math.Min(end, from + Width);
        if (from > start && char.IsSurrogatePair(source, from - 1))
            from--;

        var excerpt = new StringBuilder();
        if (from > start)
            excerpt.Append(Cut);
        var margin = excerpt.Length + caret - from;
        var position = from;
        while (position < to)
            position += AppendHarmless(excerpt, source, position);
        if (position < end)
            excerpt.Append(Cut);
        return excerpt.Append('\n').Append(' ', margin).Append('^').ToString();
    }

    /// <summary>
    /// Replaces control characters, on which terminals act, and format characters, which can reverse a line's reading direction.
    /// Each code unit is replaced by one code unit, so that the caret stays under its column.
    /// </summary>
    /// <returns>The number of code units that were appended: 2 for a surrogate pair, which is never split.</returns>
    private static int AppendHarmless(StringBuilder excerpt, string source, int position)
    {
        if (source[position] == '\t')
        {
            excerpt.Append(' ');
            return 1;
        }

        var length = char.IsSurrogatePair(source, position) ? 2 : 1;
        switch (CharUnicodeInfo.GetUnicodeCategory(source, position))
        {
            case UnicodeCategory.Control:
            case UnicodeCategory.Format:
            case UnicodeCategory.LineSeparator:
            case UnicodeCategory.ParagraphSeparator:
            case UnicodeCategory.Surrogate:
                excerpt.Append('\uFFFD', length);
                break;
            default:
                excerpt.Append(source, position, length);
                break;
        }

        return length;
    }
}
