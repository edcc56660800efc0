namespace RfaAuth.Core.GraphQL.Language;

/// <summary>Computes the value of a block string (GraphQL specification, section 2.9.4, BlockStringValue).</summary>
internal static class BlockString
{
    /// <summary>Removes the common indentation of all lines but the first, and the blank lines at both ends.</summary>
    /// <param name="raw">The text between the triple quotes, with <c>\"""</c> already decoded.</param>
    public static string RemoveIndentation(string raw)
    {
        var lines = SplitLines(raw);
        var commonIndent = int.MaxValue;
        var first = lines.Count;
        var last = -1;
        for (var index = 0; index < lines.Count; index++)
        {
            var indent = CountIndent(lines[index]);
            if (indent == lines[index].Length)
                continue;
            first = Math.Min(first, index);
            last = index;
            if (index > 0)
                commonIndent = Math.Min(commonIndent, indent);
        }

        if (last < 0)
            return string.Empty;
        for (var index = Math.Max(first, 1); index <= last; index++)
            lines[index] = lines[index].Substring(Math.Min(commonIndent, lines[index].Length));
        return string.Join("\n", lines.GetRange(first, last - first + 1));
    }

    private static List<string> SplitLines(string text)
    {
        var lines = new List<string>();
        var start = 0;
        for (var position = 0; position < text.Length; position++)
        {
            if (!Characters.IsLineTerminator(text[position]))
                continue;
            lines.Add(text.Substring(start, position - start));
            if (text[position] == '\r' && position + 1 < text.Length && text[position + 1] == '\n')
                position++;
            start = position + 1;
        }

        lines.Add(text.Substring(start));
        return lines;
    }

    private static int CountIndent(string line)
    {
        var indent = 0;
        while (indent < line.Length && Characters.IsWhitespace(line[indent]))
            indent++;
        return indent;
    }
}
