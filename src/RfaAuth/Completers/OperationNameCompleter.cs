using System.Collections;
using System.Management.Automation.Language;

namespace RfaAuth.Completers;

/// <summary>Completes the names of the operations in the typed document.</summary>
public sealed class OperationNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var start = Completion.Bare(wordToComplete);
        var operations = TypedDocument.Read(fakeBoundParameters)?.Operations ?? [];
        return Completion.OrNothing(
            operations
                .Where(operation => operation.Name is { } name && name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                .Select(operation => Completion.Result(operation.Name!, operation.Name!, $"{operation.Type.ToString().ToLowerInvariant()} {operation.Name}")),
            wordToComplete);
    }
}
