using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using RfaAuth.State;

namespace RfaAuth.Completers;

/// <summary>Completes names of the schema, where the session has read it already: completion asks no service.</summary>
public sealed class SchemaNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var schema = (fakeBoundParameters["Session"] switch
        {
            RfaSession session => session,
            string name => SessionTable.Current.Find(name),
            _ => SessionTable.Current.Default,
        })?.Schema;
        if (schema is null)
            return [];
        var names = parameterName switch
        {
            "Query" => schema.FieldsOf(schema.QueryType).Select(field => (field.Name, Tip: field.ToString())),
            "Mutation" => schema.FieldsOf(schema.MutationType).Select(field => (field.Name, Tip: field.ToString())),
            _ => schema.Types.Select(type => (type.Name, Tip: type.Description ?? type.Kind)),
        };
        var pattern = WildcardPattern.Get((wordToComplete ?? "").Trim('\'', '"') + "*", WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        return names
            .Where(name => pattern.IsMatch(name.Name))
            .Select(name => new CompletionResult(name.Name, name.Name, CompletionResultType.ParameterValue, name.Tip));
    }
}
