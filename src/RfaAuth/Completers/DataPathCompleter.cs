using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Queries;

namespace RfaAuth.Completers;

/// <summary>Completes paths of response keys, level by level, from the selections of the typed document.</summary>
public sealed class DataPathCompleter : CommandCompleter
{
    private protected override IEnumerable<CompletionResult> Find(TypedCommand command) =>
        Results.Of(command, KeysAt(command).Select(field => new DocumentCandidate(field.ResponseKey, field.Name)));

    private static IEnumerable<Field> KeysAt(TypedCommand command)
    {
        if (TypedDocument.Read(command) is not { } document || TypedDocument.Operations(command).FirstOrDefault() is not { } operation)
            return [];
        var collector = new FieldCollector(document);
        var collected = collector.Collect(operation.SelectionSet);
        foreach (var key in command.Levels.Split(['.'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (collected.Fields.FirstOrDefault(field => field.First.ResponseKey == key) is not { } found)
                return [];
            collected = collector.Collect([.. found.SelectionSets]);
        }

        return collected.Fields.Select(field => field.First);
    }
}
