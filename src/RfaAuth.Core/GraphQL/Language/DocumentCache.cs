using System.Collections.Concurrent;

namespace RfaAuth.Core.GraphQL.Language;

/// <summary>Remembers the last documents, so that a document that a script sends in a loop is parsed once. Safe from any thread.</summary>
internal static class DocumentCache
{
    private const int MostDocuments = 64;
    private const int LongestText = 20_000;

    private static readonly ConcurrentDictionary<string, Document> s_documents = new(StringComparer.Ordinal);

    /// <exception cref="GraphQLSyntaxException">The text is not an executable document.</exception>
    public static Document Get(string text)
    {
        if (s_documents.TryGetValue(text, out var known))
            return known;
        var document = Document.Parse(text);
        if (text.Length <= LongestText)
        {
            // Drop all at once: finding the least recently used one would cost more than parsing it again.
            if (s_documents.Count >= MostDocuments)
                s_documents.Clear();
            s_documents[text] = document;
        }

        return document;
    }
}
