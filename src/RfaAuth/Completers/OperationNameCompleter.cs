using RfaAuth.Core.GraphQL.Queries;

namespace RfaAuth.Completers;

/// <summary>Completes the names of the operations in the typed document.</summary>
public sealed class OperationNameCompleter : CommandCompleter
{
    private protected override IEnumerable<CompletionResult> Find(TypedCommand command) => Results.Of(
        command,
        (TypedDocument.Read(command)?.Operations ?? []).Where(operation => operation.Name is not null)
            .Select(operation => new DocumentCandidate(operation.Name!, $"{operation.Type.ToString().ToLowerInvariant()} {operation.Name}")));
}
