using System.Text;
using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Validation;
using RfaAuth.Core.Text;
using RfaAuth.Input;

namespace RfaAuth.Errors;

/// <summary>The one place that makes an ErrorRecord.</summary>
internal static class ErrorRecordFactory
{
    private const int MaximumIdLength = 100;

    /// <param name="exception">What went wrong; an exception that is not the module's own becomes <see cref="ErrorCodes.UnexpectedError"/>.</param>
    /// <param name="target">
    /// What it happened to: the operation's name, in a batch the <see cref="InputArgument"/>. Scripts get the input object itself; where
    /// the error is shown its values do not show.
    /// </param>
    public static ErrorRecord Create(Exception exception, object? target)
    {
        var known = exception as RfaException;
        var entry = ErrorTable.Find(known?.ErrorCode ?? ErrorCodes.UnexpectedError);
        var id = known is null ? ErrorCodes.UnexpectedError : Identifier(known.ErrorCode);
        // PowerShell folds the lines of a message and leaves those of the recommendation: there a caret stays under its column.
        var (summary, excerpt) = exception switch
        {
            GraphQLSyntaxException syntax => (syntax.Summary, syntax.Excerpt),
            InvalidQueryException invalid => (invalid.Summary, invalid.Excerpt),
            _ => (exception.Message, null),
        };
        // ConciseView shows no id, and it is what a script catches.
        var advice = $"{known?.RecommendedAction ?? entry.Advice} ({id})";
        if (known?.Resume is { } resume)
        {
            var when = known.IsBesideItems ? "Where it ends the list, as under -ErrorAction Stop," : "To go on with the list,";
            advice += TerminalText.Neutralise($" {when} run it again with {resume}.");
        }

        var input = target as InputArgument;
        var record = new ErrorRecord(exception, id, entry.Category, input is null ? target : input.Value)
        {
            // Neutralised once more for exceptions that are not the module's own.
            ErrorDetails = new ErrorDetails(TerminalText.Neutralise(summary + Place(known)))
            {
                RecommendedAction = excerpt is null ? advice : $"{advice}\n{excerpt}",
            },
        };
        if (input is not null)
            record.CategoryInfo.TargetName = input.ToString();
        return record;
    }

    /// <summary>Which of several sessions, by its name as everywhere in the error, and under which id the service has the request in its logs.</summary>
    private static string Place(RfaException? exception)
    {
        var parts = new List<string>();
        if (exception?.SessionName is { } session && ErrorTable.IsOfSession(exception.ErrorCode))
            parts.Add("session: " + session);
        if (exception?.RequestId is { } id)
            parts.Add("request id: " + (id.Length <= MaximumIdLength ? id : id.Substring(0, MaximumIdLength) + "\u2026"));
        return parts.Count == 0 ? "" : $" ({string.Join("; ", parts)})";
    }

    /// <summary>A service's own code as the first part of a FullyQualifiedErrorId, where a comma ends it.</summary>
    private static string Identifier(string code)
    {
        var result = new StringBuilder();
        foreach (var c in code.Trim())
        {
            if (result.Length == MaximumIdLength)
                break;
            result.Append(char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or ':' ? c : '_');
        }
        return result.Length > 0 ? result.ToString() : ErrorCodes.GraphQLError;
    }
}
