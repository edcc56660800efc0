using RfaAuth.Core.GraphQL.Queries;

namespace RfaAuth.Completers;

/// <summary>Completes names of types, queries and mutations.</summary>
public sealed class SchemaNameCompleter : CommandCompleter
{
    private protected override IEnumerable<CompletionResult> Find(TypedCommand command)
    {
        if (command.Schema is not { } schema)
            return [];
        var pattern = WildcardPattern.Get(command.Word + "*", WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        var isMutation = command.Parameter == "Mutation" || (command.Parameter == "Name" && command.IsOn("Mutation"));
        var candidates = command.Parameter == "Type"
            ? schema.Types.Select(DocumentCandidate.Of)
            : schema.FieldsOf(isMutation ? schema.MutationType : schema.QueryType).Select(DocumentCandidate.Of).OrderBy(candidate => candidate.IsDeprecated);
        return candidates.Where(candidate => pattern.IsMatch(candidate.Text)).Select(candidate => Results.Of("", candidate));
    }
}
