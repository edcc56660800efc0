using System.Collections;
using System.Management.Automation.Language;
using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Completers;

/// <summary>Completes names of types, queries and mutations.</summary>
public sealed class SchemaNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.OrNothing(Find(parameterName, wordToComplete, fakeBoundParameters), wordToComplete);

    private static IEnumerable<CompletionResult> Find(string parameter, string word, IDictionary bound)
    {
        if (Completion.SchemaFor(bound) is not { } schema)
            return [];
        var pattern = WildcardPattern.Get(Completion.Bare(word) + "*", WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        var isMutation = parameter == "Mutation" || (parameter == "Name" && Completion.Unwrap(bound["Mutation"]) is SwitchParameter { IsPresent: true } or true);
        if (parameter == "Type")
        {
            return schema.Types.Where(type => pattern.IsMatch(type.Name))
                .Select(type => Completion.Result(type.Name, type.Name, type.Description ?? type.Kind));
        }

        return schema.FieldsOf(isMutation ? schema.MutationType : schema.QueryType)
            .Where(field => pattern.IsMatch(field.Name))
            .OrderBy(field => field.IsDeprecated)
            .Select(Of);
    }

    private static CompletionResult Of(SchemaField field) => Completion.Result(
        field.Name, field.Name + (field.IsDeprecated ? " (deprecated)" : ""), Completion.Tip(field.ToString(), field.Description, field.IsDeprecated, field.DeprecationReason));
}
