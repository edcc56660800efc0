using RfaAuth.Core.GraphQL.Queries;

namespace RfaAuth.Completers;

/// <summary>Completes names of arguments, level by level, for <c>-Argument</c> of New-RfaQuery.</summary>
public sealed class FieldArgumentCompleter : CommandCompleter
{
    private protected override IEnumerable<CompletionResult> Find(TypedCommand command) =>
        command.Schema is { } schema && command.RootFieldOf(schema) is { } root && FieldPaths.Follow(root, command.Levels, schema.Index) is { } holder
            ? Results.Of(command, holder.Definition.Arguments.Select(DocumentCandidate.Of))
            : [];
}
