using System.Collections;
using System.Management.Automation.Language;
using RfaAuth.Core.GraphQL.Queries;
using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Completers;

/// <summary>Completes names of arguments, level by level, for <c>-Argument</c> of New-RfaQuery.</summary>
public sealed class FieldArgumentCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.OrNothing(Find(wordToComplete, fakeBoundParameters), wordToComplete);

    private static IEnumerable<CompletionResult> Find(string word, IDictionary bound)
    {
        if (Completion.SchemaFor(bound) is not { } schema || FieldPathCompleter.RootFieldOf(schema, bound) is not { } root)
            return [];
        var path = Completion.Bare(word);
        var end = path.LastIndexOf('.') + 1;
        return FieldAt(schema.Index, root, path.Substring(0, end).TrimEnd('.')) is { } field ? Of(field, path.Substring(0, end), path.Substring(end)) : [];
    }

    private static SchemaField? FieldAt(SchemaIndex schema, SchemaField root, string path)
    {
        if (path.Length == 0)
            return root;
        var end = path.LastIndexOf('.');
        var type = FieldPathCompleter.TypeAt(schema, root, end < 0 ? "" : path.Substring(0, end));
        if (type is null)
            return null;
        var name = path.Substring(end + 1);
        return FieldPaths.FindField(type, name) ?? (FieldPaths.ItemTypeOf(type, schema) is { } item ? FieldPaths.FindField(item, name) : null);
    }

    private static IEnumerable<CompletionResult> Of(SchemaField field, string before, string start) => field.Arguments
        .Where(argument => argument.Name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
        .OrderBy(argument => argument.IsDeprecated)
        .Select(argument => Completion.Result(
            before + argument.Name, argument.Name + (argument.IsDeprecated ? " (deprecated)" : ""), Completion.Tip(argument.ToString(), argument.Description, argument.IsDeprecated, argument.DeprecationReason)));
}
