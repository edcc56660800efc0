using System.Runtime.CompilerServices;
using RfaAuth.Core.Compatibility;

namespace RfaAuth.Core.Text;

/// <summary>Makes a service's text safe to show: it cannot send commands to the terminal.</summary>
internal static class TerminalText
{
    /// <summary>
    /// Shows C0 controls and DEL as their Unicode control pictures, and C1 controls, bidirectional overrides and isolates
    /// as U+FFFD. Tab and line ends (LF, CR LF) stay.
    /// </summary>
    public static string Neutralise(string text)
    {
        if (!HasDangerous(text))
            return text;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            result.Append(IsDangerous(text, i) ? Picture(text[i]) : text[i]);
        return result.ToString();
    }

    // Nearly all texts are plain, and a schema has a hundred thousand of them.
    [MethodImpl(Compiled.AtOnce)]
    private static bool HasDangerous(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not (>= ' ' and <= '~') && IsDangerous(text, i))
                return true;
        }

        return false;
    }

    private static bool IsDangerous(string text, int index) => text[index] switch
    {
        '\t' or '\n' => false,
        '\r' => index + 1 == text.Length || text[index + 1] != '\n',
        var c => char.IsControl(c) || IsBidirectional(c),
    };

    // Unicode Standard Annex 9, section 2: embeddings and overrides, isolates, marks.
    private static bool IsBidirectional(char c) =>
        c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F' or '\u061C';

    private static char Picture(char c) => c switch
    {
        <= '\u001F' => (char)('\u2400' + c),
        '\u007F' => '\u2421',
        _ => '\uFFFD',
    };
}
