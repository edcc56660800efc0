using System.Collections.Concurrent;

namespace RfaAuth.Core.GraphQL.Language;

/// <summary>Remembers the last documents that were read: a script that sends one in a loop has it read once. Safe from any thread.</summary>
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
            // All at once: to find the one that was not asked for longest would cost more than to read it again.
            if (s_documents.Count >= MostDocuments)
                s_documents.Clear();
            s_documents[text] = document;
        }

        return document;
    }
}
