using System.Collections;
using System.Management.Automation.Language;
using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Completers;

/// <summary>Offers a hashtable with the variables that the typed document declares: those that must be given, and all of them.</summary>
public sealed class VariablesCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.OrNothing(Find(wordToComplete, fakeBoundParameters), wordToComplete);

    private static IEnumerable<CompletionResult> Find(string word, IDictionary bound)
    {
        var operation = TypedDocument.Operations(bound).FirstOrDefault();
        if (operation is null || operation.Variables.Count == 0 || (!string.IsNullOrEmpty(word) && !"@{".StartsWith(word, StringComparison.Ordinal)))
            yield break;
        var required = operation.Variables.Where(variable => variable.Type is NonNullType && variable.DefaultValue is null).ToList();
        if (required.Count > 0 && required.Count < operation.Variables.Count)
            yield return Hashtable(required, "The variables that must be given.");
        yield return Hashtable(operation.Variables, "All variables.");
    }

    private static CompletionResult Hashtable(IReadOnlyList<VariableDefinition> variables, string tip)
    {
        var text = "@{ " + string.Join("; ", variables.Select(variable => $"{variable.Name} = ")) + "}";
        return new CompletionResult(text, text, CompletionResultType.ParameterValue, tip + "\n" + string.Join("\n", variables.Select(variable => $"{variable.Name}: {variable.Type}")));
    }
}
