using System.Collections;
using System.Management.Automation.Language;

namespace RfaAuth.Completers;

/// <summary>For what nobody can know: it keeps PowerShell from offering files.</summary>
public sealed class NothingCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.OrNothing([], wordToComplete);
}
