using System.Collections;
using System.Management.Automation.Language;
using RfaAuth.State;

namespace RfaAuth.Completers;

/// <summary>Completes the names of this runspace's sessions.</summary>
public sealed class SessionNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var pattern = WildcardPattern.Get((wordToComplete ?? "").Trim('\'', '"') + "*", WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        return Completion.OrNothing(
            SessionTable.Current.All
                .Where(session => pattern.IsMatch(session.Name))
                .Select(session => new CompletionResult(
                    "'" + CodeGeneration.EscapeSingleQuotedStringContent(session.Name) + "'",
                    session.Name,
                    CompletionResultType.ParameterValue,
                    session.Endpoint.AbsoluteUri)),
            wordToComplete);
    }
}
