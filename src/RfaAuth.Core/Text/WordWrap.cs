namespace RfaAuth.Core.Text;

/// <summary>Breaks lines at blanks. PowerShell's own views do not.</summary>
internal static class WordWrap
{
    /// <summary>The width of the narrowest terminal in use, less one column: some terminals break a line that reaches the last column.</summary>
    public const int Width = 79;

    /// <param name="text">One or more lines.</param>
    /// <param name="first">The number of blanks before each line of the text.</param>
    /// <param name="next">The number of blanks before the lines that follow a break.</param>
    /// <returns>The lines, joined by LF. A word that is longer than a line is not broken.</returns>
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
