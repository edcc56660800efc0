namespace RfaAuth.Core.Text;

/// <summary>Breaks lines at blanks, as PowerShell's own views do not.</summary>
internal static class WordWrap
{
    /// <summary>The width of the narrowest terminal in use; the last column stays free, because some break a line that reaches it.</summary>
    public const int Width = 79;

    /// <param name="text">One or several lines.</param>
    /// <param name="first">How many blanks stand before the first line of each.</param>
    /// <param name="next">How many before those that it is broken into.</param>
    /// <returns>The lines, joined by LF. A word that is longer than a line stays whole.</returns>
    public static string Break(string text, int first, int next)
    {
        var result = new StringBuilder();
        foreach (var line in text.Replace("\r\n", "\n").Split('\n'))
        {
            result.Append(result.Length > 0 ? "\n" : "").Append(' ', first);
            var used = first;
            var isFirst = true;
            foreach (var word in line.Split(' '))
            {
                if (!isFirst && used + 1 + word.Length > Width)
                {
                    result.Append('\n').Append(' ', next);
                    used = next;
                    isFirst = true;
                }

                result.Append(isFirst ? "" : " ").Append(word);
                used += word.Length + (isFirst ? 0 : 1);
                isFirst = false;
            }
        }

        return result.ToString();
    }
}
