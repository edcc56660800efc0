using System.Collections;
using System.Management.Automation.Language;

namespace RfaAuth.Completers;

/// <summary>The base of the completers. It reads the command, leaves out the words that a list has already, and keeps PowerShell from offering files.</summary>
public abstract class CommandCompleter : IArgumentCompleter
{
    private protected CommandCompleter()
    {
    }

    /// <summary>
    /// Returns the results. If there are none, it returns the word as it is: after an empty answer PowerShell would offer the files of the folder,
    /// which are never wanted here.
    /// </summary>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var command = new TypedCommand(commandName, parameterName, wordToComplete ?? "", commandAst, fakeBoundParameters);
        var listed = command.ListedWords;
        var found = Find(command).Where(result => !listed.Contains(TypedCommand.WithoutQuotes(result.CompletionText))).ToList();
        // An empty text is no valid result, so use a blank for it.
        var asItIs = command.WordAsTyped.Length == 0 ? " " : command.WordAsTyped;
        return found.Count > 0 ? found : [new CompletionResult(asItIs, asItIs, CompletionResultType.ParameterValue, command.Missing ?? "Nothing is known to fit here.")];
    }

    private protected abstract IEnumerable<CompletionResult> Find(TypedCommand command);
}
