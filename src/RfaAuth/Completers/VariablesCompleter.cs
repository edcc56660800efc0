using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Completers;

/// <summary>Offers hashtables with the declared variables of the typed document: the required ones, and all of them.</summary>
public sealed class VariablesCompleter : CommandCompleter
{
    private protected override IEnumerable<CompletionResult> Find(TypedCommand command)
    {
        var operation = TypedDocument.Operations(command).FirstOrDefault();
        if (operation is null || operation.Variables.Count == 0 || !"@{".StartsWith(command.WordAsTyped, StringComparison.Ordinal))
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
