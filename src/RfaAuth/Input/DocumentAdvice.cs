using System.Text.RegularExpressions;

namespace RfaAuth.Input;

/// <summary>Gives advice for a text that is no document. Pure.</summary>
internal static class DocumentAdvice
{
    public const string OfPipeline = "Each text from the pipeline is one document. For a file use -Path, or Get-Content -Raw.";

    private static readonly Regex s_fileName = new(
        @"\A([^\s{}""]|[^\r\n{}""]*\S)\.(graphqls?|gql|txt)\z|\A(\.{1,2}|~)?[\\/][^\r\n{}""]*\z|\A[A-Za-z]:[\\/][^\r\n{}""]*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex s_document = new(
        @"\A[\s,\uFEFF]*(\{|#|(query|mutation|subscription|fragment)\b[^{\r\n]*[{\r\n])(?!.*\.(graphqls?|gql|txt)\z)", RegexOptions.Singleline | RegexOptions.CultureInvariant);

    /// <summary>Whether a text that may be a path is a document. No path begins like a document.</summary>
    public static bool IsDocument(string text) => s_document.IsMatch(text);

    /// <returns>A sentence; null if the text does not look like a file name.</returns>
    public static string? Of(string text) =>
        s_fileName.IsMatch(text) ? $"'{text}' looks like the name of a file: pass it as -Path." : null;
}
