using System.Text;
using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Validation;
using RfaAuth.Core.Text;
using RfaAuth.Input;

namespace RfaAuth.Errors;

/// <summary>Makes all ErrorRecords of the module.</summary>
internal static class ErrorRecordFactory
{
    private const int MaximumIdLength = 100;

    /// <param name="exception">The error. An exception that is not the module's own becomes <see cref="ErrorCodes.UnexpectedError"/>.</param>
    /// <param name="target">
    /// The error's target: the operation's name, in a batch the <see cref="InputArgument"/>. Scripts get the input object itself. Its values
    /// are not shown with the error.
    /// </param>
    public static ErrorRecord Create(Exception exception, object? target)
    {
        var known = exception as RfaException;
        var entry = ErrorTable.Find(known?.ErrorCode ?? ErrorCodes.UnexpectedError);
        var id = known is null ? ErrorCodes.UnexpectedError : Identifier(known.ErrorCode);
        // PowerShell wraps the lines of a message, but not those of the recommendation. There a caret stays under its column.
        var (summary, excerpt) = exception switch
        {
            GraphQLSyntaxException syntax => (syntax.Summary, syntax.Excerpt),
            InvalidQueryException invalid => (invalid.Summary, invalid.Excerpt),
            _ => (exception.Message, null),
        };
        // ConciseView does not show the id, which a script needs to catch the error.
        var advice = $"{known?.RecommendedAction ?? entry.Advice} ({id})";
        if (known?.Resume is { } resume)
        {
            var when = known.IsBesideItems ? "Where it ends the list, as under -ErrorAction Stop," : "To go on with the list,";
            advice += TerminalText.Neutralise($" {when} run it again with {resume}.");
        }

        var input = target as InputArgument;
        var record = new ErrorRecord(exception, id, entry.Category, input is null ? target : input.Value)
        {
            // Neutralise again for exceptions that are not the module's own.
            ErrorDetails = new ErrorDetails(TerminalText.Neutralise(summary + Place(known)))
            {
                RecommendedAction = excerpt is null ? advice : $"{advice}\n{excerpt}",
            },
        };
        if (input is not null)
            record.CategoryInfo.TargetName = input.ToString();
        return record;
    }

    /// <summary>The name of the session and the id of the request in the service's logs, as a part of the message.</summary>
    private static string Place(RfaException? exception)
    {
        var parts = new List<string>();
        if (exception?.SessionName is { } session && ErrorTable.IsOfSession(exception.ErrorCode))
            parts.Add("session: " + session);
        if (exception?.RequestId is { } id)
            parts.Add("request id: " + (id.Length <= MaximumIdLength ? id : id.Substring(0, MaximumIdLength) + "\u2026"));
        return parts.Count == 0 ? "" : $" ({string.Join("; ", parts)})";
    }

    /// <summary>Makes a service's own code the first part of a FullyQualifiedErrorId. A comma would end that part.</summary>
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
