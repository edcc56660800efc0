using RfaAuth.Core.Tests.GraphQL.Language;

namespace Interop.Language;

/// <summary>What the client's reader made of a document, in the words of <c>graphql-js/verdicts.mjs</c>.</summary>
internal static class ReadDocument
{
    /// <returns>The text of each definition, and after it the place of each of its fields; null where the document is refused.</returns>
    public static IReadOnlyList<string>? Describe(string text)
    {
        try
        {
            var document = Document.Parse(text);
            return
            [
                .. document.Operations.SelectMany(operation => Places(operation.SelectionSet).Prepend(DocumentText.Of(operation))),
                .. document.Fragments.SelectMany(fragment => Places(fragment.SelectionSet).Prepend(DocumentText.Of(fragment))),
            ];
        }
        catch (GraphQLSyntaxException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Places(SelectionSet? selectionSet) => (selectionSet?.Selections ?? []).SelectMany(selection => selection switch
    {
        Field field => Places(field.SelectionSet).Prepend($"{field.Location.Line}:{field.Location.Column}"),
        InlineFragment inline => Places(inline.SelectionSet),
        _ => [],
    });
}
