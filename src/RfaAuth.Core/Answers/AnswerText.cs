using System.Text.RegularExpressions;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.Json;
using RfaAuth.Core.Text;
using RfaAuth.Core.Transport;

namespace RfaAuth.Core.Answers;

/// <summary>What an answer that is no GraphQL says: its words for people and the start of its body. Secrets are hidden in both.</summary>
/// <param name="IsPage">Whether the body is a web page.</param>
/// <param name="Words">The words on one line, shortened; of a page its title. Null where there are none.</param>
/// <param name="Start">The start of the body; null where there is no text, or none that may be kept.</param>
internal sealed record AnswerText(bool IsPage, string? Words, string? Start)
{
    private const int MostOfWords = 300;
    private const int MostOfStart = 2000;

    // What is looked at of a long body, and how much of its end only to tell secrets by: what the end cuts is not known as one.
    private const int MostLookedAt = 256 * 1024;
    private const int Margin = 128 * 1024;

    // "name": "value", the value perhaps cut. Each part can match in one way only, so the time is linear.
    private static readonly Regex s_member = new(
        "\"((?:[^\"\\\\]|\\\\.)*)\"(\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*(?:\"|\\\\?\\z)", RegexOptions.Singleline | RegexOptions.CultureInvariant);

    public static AnswerText None { get; } = new(false, null, null);

    /// <param name="answer">The answer.</param>
    /// <param name="redactor">What hides the secrets that the answer may repeat.</param>
    /// <param name="givesTokens">Whether the operation asked for tokens: then its answer may hold new ones, and nothing of it is kept but words.</param>
    public static AnswerText Read(HttpAnswer answer, Redactor redactor, bool givesTokens)
    {
        // What could not be decompressed has no text.
        if (answer.Body.Count == 0 || answer.Value("Content-Encoding") is not null)
            return None;
        var text = Decode(answer);
        if (IsBinary(text))
            return None;
        // By what it is, whatever it is called: gateways put JSON's label on pages and text, and a page's on JSON.
        var isJson = text.FirstOrDefault(c => !char.IsWhiteSpace(c)) is '{' or '[' or '"';
        var isPage = !isJson && (answer.MediaType is "text/html" or "application/xhtml+xml" || ServiceText.IsPage(text));
        // Hidden before anything is cut or put on one line: then it would not be known any more.
        var hidden = HideSecretMembers(redactor.RedactStart(text, text.Length == MostLookedAt ? MostLookedAt - Margin : text.Length));
        var words = isPage ? ServiceText.OfPage(hidden)
            : isJson && JsonText.TryParse(text) is { } value ? ServiceText.OfJson(redactor.RedactValue(value))
            : isJson && answer.MediaType.EndsWith("json", StringComparison.Ordinal) ? null
            : IsOther(answer) || (givesTokens && answer.IsSuccess) ? null
            : hidden.TrimStart().StartsWith("<", StringComparison.Ordinal) ? ServiceText.OfMarkup(hidden)
            : ServiceText.OnOneLine(hidden);
        return new AnswerText(
            isPage,
            // Once more, because references of HTML were resolved.
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

    // Zeros, or more bytes that are no text than a wrong charset makes.
    private static bool IsBinary(string text) =>
        text.IndexOf('\0') >= 0 || text.Take(MostOfStart).Count(c => c == '\uFFFD') > Math.Min(text.Length, MostOfStart) / 4;
}
