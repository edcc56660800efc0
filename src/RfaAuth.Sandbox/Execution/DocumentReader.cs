using GraphQLParser;
using GraphQLParser.Exceptions;

namespace RfaAuth.Sandbox.Execution;

/// <summary>Reads a document before its execution, for the ledger and the faults.</summary>
internal static class DocumentReader
{
    /// <returns>The document; null where there is a syntax error.</returns>
    public static GraphQLDocument? Read(string text, out ServiceError? error)
    {
        try
        {
            error = null;
            return Parser.Parse(text);
        }
        catch (GraphQLSyntaxErrorException exception)
        {
            error = ServiceError.From(new SyntaxError(exception));
            return null;
        }
    }

    /// <summary>The chosen operation (GraphQL specification, section 6.1); null: there is no clear choice.</summary>
    public static GraphQLOperationDefinition? Choose(GraphQLDocument document, string? operationName)
    {
        var operations = document.Definitions.OfType<GraphQLOperationDefinition>().ToList();
        return operationName is null
            ? operations.Count == 1 ? operations[0] : null
            : operations.FirstOrDefault(operation => operation.Name?.StringValue == operationName);
    }

    /// <summary>The names of the root fields, also those in fragments, in document order.</summary>
    public static IReadOnlyList<string> RootFields(GraphQLDocument document, GraphQLOperationDefinition operation)
    {
        var fragments = document.Definitions.OfType<GraphQLFragmentDefinition>().ToLookup(f => f.FragmentName.Name.StringValue);
        var opened = new HashSet<string>();
        return [.. Fields(operation.SelectionSet)];

        IEnumerable<string> Fields(GraphQLSelectionSet set) => set.Selections.SelectMany(selection => selection switch
        {
            GraphQLField field => [field.Name.StringValue],
            GraphQLInlineFragment inline => Fields(inline.SelectionSet),
            GraphQLFragmentSpread spread when opened.Add(spread.FragmentName.Name.StringValue) =>
                fragments[spread.FragmentName.Name.StringValue].SelectMany(fragment => Fields(fragment.SelectionSet)),
            _ => Enumerable.Empty<string>(),
        });
    }
}
