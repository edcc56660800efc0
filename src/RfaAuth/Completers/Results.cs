using System.Management.Automation.Language;
using RfaAuth.Core.GraphQL.Queries;

namespace RfaAuth.Completers;

/// <summary>Makes the results of a completer.</summary>
internal static class Results
{
    public static CompletionResult Of(string text, string listed, string tip) =>
        new(NeedsQuotes(text) ? "'" + CodeGeneration.EscapeSingleQuotedStringContent(text) + "'" : text, listed, CompletionResultType.ParameterValue, tip.Length == 0 ? listed : tip);

    /// <param name="before">The levels of a path before the name.</param>
    /// <param name="candidate">The name.</param>
    public static CompletionResult Of(string before, DocumentCandidate candidate) => Of(before + candidate.Text, candidate.Listed, candidate.Tip);

    /// <summary>The candidates that begin with the typed text, deprecated ones last.</summary>
    public static IEnumerable<CompletionResult> Of(TypedCommand command, IEnumerable<DocumentCandidate> candidates) => candidates
        .Where(candidate => candidate.Text.StartsWith(command.LastLevel, StringComparison.OrdinalIgnoreCase))
        .OrderBy(candidate => candidate.IsDeprecated)
        .Select(candidate => Of(command.Levels, candidate));

    private static bool NeedsQuotes(string text) => text.Any(character => !char.IsLetterOrDigit(character) && character is not ('_' or '.' or ':' or '-'));
}
