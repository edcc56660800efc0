using System.Collections;
using System.Management.Automation.Language;

namespace RfaAuth.Completers;

/// <summary>What all completers do: they read the command, leave out what a list has already, and never let PowerShell offer files.</summary>
public abstract class CommandCompleter : IArgumentCompleter
{
    private protected CommandCompleter()
    {
    }

    /// <summary>
    /// The results; where there are none, the word as it is. PowerShell takes an empty answer for a reason to offer the files of the folder,
    /// which are never what is meant here.
    /// </summary>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var command = new TypedCommand(commandName, parameterName, wordToComplete ?? "", commandAst, fakeBoundParameters);
        var listed = command.ListedWords;
        var found = Find(command).Where(result => !listed.Contains(TypedCommand.WithoutQuotes(result.CompletionText))).ToList();
        // Of nothing a blank is the least: an empty text is no result.
        var asItIs = command.WordAsTyped.Length == 0 ? " " : command.WordAsTyped;
        return found.Count > 0 ? found : [new CompletionResult(asItIs, asItIs, CompletionResultType.ParameterValue, "Nothing is known to fit here.")];
    }

    private protected abstract IEnumerable<CompletionResult> Find(TypedCommand command);
}
