using RfaAuth.Core.GraphQL.Queries;

namespace RfaAuth.Completers;

/// <summary>Completes paths of fields level by level, for <c>-Field</c> of New-RfaQuery.</summary>
public sealed class FieldPathCompleter : CommandCompleter
{
    private protected override IEnumerable<CompletionResult> Find(TypedCommand command) =>
        command.Schema is { } schema && command.RootFieldOf(schema) is { } root && FieldPaths.Follow(root, command.Levels, schema.Index) is { } holder
            ? Results.Of(command, FieldPaths.NamesBehind(holder.Type, schema.Index))
            : [];
}
