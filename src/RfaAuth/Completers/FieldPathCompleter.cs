using System.Collections;
using System.Management.Automation.Language;
using RfaAuth.Core.GraphQL.Queries;
using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Completers;

/// <summary>Completes paths of fields level by level, for <c>-Field</c> of New-RfaQuery.</summary>
public sealed class FieldPathCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.OrNothing(Find(wordToComplete, fakeBoundParameters), wordToComplete);

    private static IEnumerable<CompletionResult> Find(string word, IDictionary bound)
    {
        if (Completion.SchemaFor(bound) is not { } schema || RootFieldOf(schema, bound) is not { } root)
            return [];
        var path = Completion.Bare(word);
        var end = path.LastIndexOf('.') + 1;
        var type = TypeAt(schema.Index, root, path.Substring(0, end).TrimEnd('.'));
        return type is null ? [] : Of(schema.Index, type, path.Substring(0, end), path.Substring(end));
    }

    /// <summary>The root field that the command names.</summary>
    internal static SchemaField? RootFieldOf(Schema schema, IDictionary bound)
    {
        var type = Completion.Unwrap(bound["Mutation"]) is SwitchParameter { IsPresent: true } or true ? schema.Index.Mutation : schema.Index.Query;
        return type is not null && bound["Name"] is string name ? FieldPaths.FindField(type, name) : null;
    }

    /// <summary>The type whose fields follow a path; null where the path leads nowhere.</summary>
    internal static SchemaType? TypeAt(SchemaIndex schema, SchemaField root, string path)
    {
        var holder = schema.Find(root.TypeReference) is { } type ? new SelectedField(root, type) : null;
        try
        {
            foreach (var segment in path.Split(['.'], StringSplitOptions.RemoveEmptyEntries))
                holder = holder is null ? null : FieldPaths.Step(holder, segment, schema);
            return holder?.Type;
        }
        catch (Core.Errors.RfaException)
        {
            return null;
        }
    }

    private static IEnumerable<CompletionResult> Of(SchemaIndex schema, SchemaType type, string before, string start)
    {
        var item = FieldPaths.ItemTypeOf(type, schema);
        // Those of the items first: what stands around them is seldom meant.
        var fields = (item?.Fields ?? []).Concat(type.IsComposite && type.TypeKind != TypeKind.Union ? type.Fields : [])
            .Where(field => field.Name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            .OrderBy(field => field.IsDeprecated);
        foreach (var field in fields)
        {
            yield return Completion.Result(
                before + field.Name, field.Name + (field.IsDeprecated ? " (deprecated)" : ""), Completion.Tip(field.ToString(), field.Description, field.IsDeprecated, field.DeprecationReason));
        }

        var union = item ?? type;
        foreach (var possible in union.IsAbstract ? schema.PossibleTypes(union) : [])
        {
            var name = FieldPaths.TypePrefix + possible.Name;
            if (name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                yield return Completion.Result(before + name, name, possible.Description ?? $"The fields of '{possible.Name}'.");
        }
    }
}
