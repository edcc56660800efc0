using System.Text.RegularExpressions;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.Json;
using RfaAuth.Core.Text;
using RfaAuth.Core.Transport;

namespace RfaAuth.Core.Answers;

/// <summary>The readable text of an answer that is no GraphQL answer: its words for people and the start of its body, with secrets hidden.</summary>
/// <param name="IsPage">Whether the body is a web page.</param>
/// <param name="Words">The words on one line, shortened; for a page its title. Null if there are none.</param>
/// <param name="Start">The start of the body; null if there is no text, or if it may hold tokens.</param>
internal sealed record NonGraphQLAnswer(bool IsPage, string? Words, string? Start)
{
    private const int MostOfWords = 300;
    private const int MostOfStart = 2000;

    // How much of a long body is read. The last part of it is read only to find secrets: a secret that is cut at the end is not recognised.
    private const int MostLookedAt = 256 * 1024;
    private const int Margin = 128 * 1024;

    // "name": "value", where the value may be cut. Each part can match in only one way, so the time is linear.
    private static readonly Regex s_member = new(
        "\"((?:[^\"\\\\]|\\\\.)*)\"(\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*(?:\"|\\\\?\\z)", RegexOptions.Singleline | RegexOptions.CultureInvariant);

    public static NonGraphQLAnswer None { get; } = new(false, null, null);

    /// <param name="answer">The answer.</param>
    /// <param name="redactor">Hides the secrets that the answer may repeat.</param>
    /// <param name="givesTokens">Whether the operation asked for tokens. Then the answer may hold new ones, and only its words are kept.</param>
    public static NonGraphQLAnswer Read(HttpAnswer answer, Redactor redactor, bool givesTokens)
    {
        // A body that could not be decompressed has no text.
        if (answer.Body.Count == 0 || answer.Value("Content-Encoding") is not null)
            return None;
        var text = Decode(answer);
        if (IsBinary(text))
            return None;
        // The text's beginning decides and not its media type: gateways label pages and text as JSON, and JSON as a page.
        var isJson = text.FirstOrDefault(c => !char.IsWhiteSpace(c)) is '{' or '[' or '"';
        var isPage = !isJson && (answer.MediaType is "text/html" or "application/xhtml+xml" || ServiceText.IsPage(text));
        // Hide secrets before the text is cut or put on one line, because a changed secret is not recognised.
        var hidden = HideSecretMembers(redactor.RedactStart(text, text.Length == MostLookedAt ? MostLookedAt - Margin : text.Length));
        var words = isPage ? ServiceText.OfPage(hidden)
            : isJson && JsonText.TryParse(text) is { } value ? ServiceText.OfJson(redactor.RedactValue(value))
            : isJson && ContentType.IsJson(answer.MediaType) ? null
            : IsOther(answer) || (givesTokens && answer.IsSuccess) ? null
            : hidden.TrimStart().StartsWith("<", StringComparison.Ordinal) ? ServiceText.OfMarkup(hidden)
            : ServiceText.OnOneLine(hidden);
        return new NonGraphQLAnswer(
            isPage,
            // Hide secrets again, because HTML references were decoded.
            words is null ? null : ServiceText.Shorten(redactor.Redact(words), MostOfWords),
            givesTokens ? null : TerminalText.Neutralise(ServiceText.Shorten(hidden, MostOfStart)));
    }

    private static bool IsOther(HttpAnswer answer) => answer.MediaType is "multipart/mixed" or "text/event-stream";

    private static string HideSecretMembers(string text) => s_member.Replace(
        text, member => SecretName.Matches(member.Groups[1].Value) ? $"\"{member.Groups[1].Value}\"{member.Groups[2].Value}\"{Redactor.Mask}\"" : member.Value);

    private static string Decode(HttpAnswer answer)
    {
        using var reader = new StreamReader(
            new MemoryStream(answer.Body.Array!, answer.Body.Offset, answer.Body.Count, writable: false), EncodingOf(answer.Charset), detectEncodingFromByteOrderMarks: true);
        var buffer = new char[Math.Min(MostLookedAt, answer.Body.Count)];
        return new string(buffer, 0, reader.ReadBlock(buffer, 0, buffer.Length));
    }

    private static Encoding EncodingOf(string? charset)
    {
        try
        {
            return charset is null ? Encoding.UTF8 : Encoding.GetEncoding(charset);
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }

    // The text has zeros, or more invalid bytes than a wrong charset would cause.
    private static bool IsBinary(string text) =>
        text.IndexOf('\0') >= 0 || text.Take(MostOfStart).Count(c => c == '\uFFFD') > Math.Min(text.Length, MostOfStart) / 4;
}
