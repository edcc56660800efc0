using System.Collections;
using System.Management.Automation.Language;
using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Completers;

/// <summary>Completes paths of response keys, level by level, from what the typed document selects.</summary>
public sealed class DataPathCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var path = Completion.Bare(wordToComplete);
        var end = path.LastIndexOf('.') + 1;
        return Completion.OrNothing(
            KeysAt(fakeBoundParameters, path.Substring(0, end).Split(['.'], StringSplitOptions.RemoveEmptyEntries))
                .Where(field => field.ResponseKey.StartsWith(path.Substring(end), StringComparison.OrdinalIgnoreCase))
                .Select(field => Completion.Result(path.Substring(0, end) + field.ResponseKey, field.ResponseKey, field.Name)),
            wordToComplete);
    }

    private static IEnumerable<Field> KeysAt(IDictionary bound, string[] keys)
    {
        if (TypedDocument.Read(bound) is not { } document || TypedDocument.Operations(bound).FirstOrDefault() is not { } operation)
            return [];
        var collector = new FieldCollector(document);
        var collected = collector.Collect(operation.SelectionSet);
        foreach (var key in keys)
        {
            if (collected.Fields.FirstOrDefault(field => field.First.ResponseKey == key) is not { } found)
                return [];
            collected = collector.Collect([.. found.SelectionSets]);
        }

        return collected.Fields.Select(field => field.First);
    }
}
