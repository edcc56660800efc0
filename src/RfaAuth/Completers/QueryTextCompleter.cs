using RfaAuth.Core.GraphQL.Queries;
using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Completers;

/// <summary>Completes fields, arguments, types and values inside the text of a document, by the place in it.</summary>
public sealed class QueryTextCompleter : CommandCompleter
{
    // What editors and people close beforehand.
    private static readonly char[] s_closers = [' ', '\r', '\n', '\t', '}', ')', ']'];

    private protected override IEnumerable<CompletionResult> Find(TypedCommand command) =>
        command.Schema is { } schema ? Find(schema, command.WordAsTyped, TypingPlace.In(command.Syntax, command.WordAsTyped)) : [];

    private static IEnumerable<CompletionResult> Find(Schema schema, string word, int? place)
    {
        var quote = word.Length > 0 && word[0] is '\'' or '"' ? word.Substring(0, 1) : "";
        var text = word.Substring(quote.Length);
        if (quote.Length > 0 && text.EndsWith(quote, StringComparison.Ordinal))
            text = text.Substring(0, text.Length - 1);
        // PowerShell does not say where in the text the cursor is. Where the line editor does not either, it is before what was closed beforehand.
        var open = text.TrimEnd(s_closers);
        var end = place is { } known && known <= text.Length ? known
            : open.Length == 0 || text.TrimEnd().Length == open.Length ? text.Length
            : PlaceBefore(text, open.Length);
        var after = text.Substring(end);
        return DocumentPlace.Find(schema, text.Substring(0, end), after, out var start)
            .Select(candidate => new CompletionResult(
                Write(quote, text.Substring(0, start) + candidate.Text + after),
                candidate.Listed,
                CompletionResultType.ParameterValue,
                candidate.Tip));
    }

    // A blank behind an opening brace is where the next word goes.
    private static int PlaceBefore(string text, int end) =>
        end < text.Length && text[end] == ' ' && text[end - 1] is '{' or '(' or '[' or ',' or ':' ? end + 1 : end;

    private static string Write(string quote, string text) => quote == "\"" ? "\"" + text + "\"" : "'" + text + "'";
}
