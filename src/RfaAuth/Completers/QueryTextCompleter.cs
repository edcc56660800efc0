using RfaAuth.Core.GraphQL.Queries;
using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Completers;

/// <summary>Completes fields, arguments, types and values inside the text of a document, for the place of the cursor.</summary>
public sealed class QueryTextCompleter : CommandCompleter
{
    // Closing characters that editors and people write early.
    private static readonly char[] s_closers = [' ', '\r', '\n', '\t', '}', ')', ']'];

    private protected override IEnumerable<CompletionResult> Find(TypedCommand command) =>
        command.Schema is { } schema ? Find(schema, command.WordAsTyped, TypedCursor.In(command.Syntax, command.WordAsTyped)) : [];

    private static IEnumerable<CompletionResult> Find(Schema schema, string word, int? place)
    {
        var quote = word.Length > 0 && word[0] is '\'' or '"' ? word.Substring(0, 1) : "";
        var text = word.Substring(quote.Length);
        if (quote.Length > 0 && text.EndsWith(quote, StringComparison.Ordinal))
            text = text.Substring(0, text.Length - 1);
        // PowerShell does not say where in the text the cursor is. If the line editor does not say it either, assume the place before the closing characters.
        var open = text.TrimEnd(s_closers);
        var end = place is { } known && known <= text.Length ? known
            : open.Length == 0 || text.TrimEnd().Length == open.Length ? text.Length
            : PlaceBefore(text, open.Length);
        var after = text.Substring(end);
        return DocumentCompletion.Find(schema, text.Substring(0, end), after, out var start)
            .Select(candidate => new CompletionResult(
                Write(quote, text.Substring(0, start) + candidate.Text + after),
                candidate.Listed,
                CompletionResultType.ParameterValue,
                candidate.Tip));
    }

    // The next word goes after the blank that follows an opening brace.
    private static int PlaceBefore(string text, int end) =>
        end < text.Length && text[end] == ' ' && text[end - 1] is '{' or '(' or '[' or ',' or ':' ? end + 1 : end;

    private static string Write(string quote, string text) => quote == "\"" ? "\"" + text + "\"" : "'" + text + "'";
}
