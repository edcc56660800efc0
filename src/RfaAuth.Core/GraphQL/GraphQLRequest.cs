using System.Collections.Concurrent;
using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Variables;
using RfaAuth.Core.Json;

namespace RfaAuth.Core.GraphQL;

/// <summary>An operation to run.</summary>
internal sealed record GraphQLRequest
{
    private static readonly Dictionary<string, object?> s_none = [];
    private static readonly Dictionary<string, string> s_noHeaders = [];

    /// <summary>Reads the document, so that a mistake in it is reported before anything is sent.</summary>
    /// <param name="query">The document. It is sent unchanged.</param>
    /// <param name="operationName">The operation to run, if the document has several.</param>
    /// <exception cref="GraphQLSyntaxException">The document cannot be read.</exception>
    /// <exception cref="Errors.RfaException">OperationNameRequired, OperationNotFound or SubscriptionNotSupported.</exception>
    public GraphQLRequest(string query, string? operationName = null)
    {
        Query = query;
        OperationName = operationName;
        Document = DocumentCache.Get(query);
        Operation = Select(Document, operationName);
    }

    public string Query { get; }

    public string? OperationName { get; }

    /// <summary>
    /// The variables by name, with plain .NET values: string, char, bool, the integral types, BigInteger, decimal, double, float,
    /// DateTime, DateTimeOffset, TimeSpan, Guid, Uri, Version, enums, byte[], dictionaries with string keys, lists,
    /// and SecureString (which is decrypted only into the request). Null if the call has none.
    /// They are sent as they are. <see cref="WithVariables"/> takes the values of a user.
    /// </summary>
    public IReadOnlyDictionary<string, object?>? Variables { get; init; }

    /// <summary>The operation's own headers. They are sent each time, with those of the session.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = s_noHeaders;

    /// <summary>The secret values of these headers.</summary>
    internal IReadOnlyList<string> HeaderSecrets { get; init; } = [];

    public Document Document { get; }

    /// <summary>The operation that runs.</summary>
    public OperationDefinition Operation { get; }

    /// <summary>Whether the operation changes something at the service. Then it is never sent twice unless nothing can have run.</summary>
    public bool IsMutation => Operation.Type != OperationType.Query;

    /// <summary>The known input types of the service. Values are converted to them.</summary>
    internal InputTypes InputTypes { get; init; } = InputTypes.Unknown;

    /// <summary>A copy with these values. They are converted to the types that the operation declares.</summary>
    /// <param name="values">The values by name; null if none.</param>
    /// <exception cref="Errors.RfaException">
    /// InvalidVariables: a value is missing, unknown, or does not fit its declared type. The message names the variable and never its value.
    /// </exception>
    public GraphQLRequest WithVariables(IReadOnlyDictionary<string, object?>? values) =>
        this with { Variables = VariableCoercion.Coerce(Operation.Variables, values ?? s_none, InputTypes) };

    /// <summary>The JSON body to send, in UTF-8. It may hold secrets: overwrite it after use.</summary>
    /// <exception cref="Errors.RfaException">InvalidVariables: JSON cannot hold a value.</exception>
    internal byte[] ToJson() => RequestWriter.Write(Query, Variables, OperationName);

    /// <summary>The secrets in the variables, at any depth, and in the headers. They are masked in the answer.</summary>
    internal IEnumerable<string> SecretValues() => SecretVariables.In(Variables).Concat(HeaderSecrets);

    /// <summary>The operation's name in messages.</summary>
    public string DisplayName => Operation.Name ?? (IsMutation ? "mutation" : "query");

    /// <summary>Selects the operation to run (GraphQL specification, section 6.1, GetOperation).</summary>
    private static OperationDefinition Select(Document document, string? operationName)
    {
        var operation = operationName is null ? Only(document) : Named(document, operationName);
        if (operation.Type == OperationType.Subscription)
        {
            throw new RfaException(
                ErrorCodes.SubscriptionNotSupported,
                "The operation is a subscription. Only queries and mutations can be run over HTTP requests.");
        }

        return operation;
    }

    private static OperationDefinition Only(Document document) => document.Operations.Count switch
    {
        1 => document.Operations[0],
        0 => throw new RfaException(
            ErrorCodes.OperationNotFound,
            "The document has fragments only; there is no operation to run."),
        _ => throw new RfaException(
            ErrorCodes.OperationNameRequired,
            $"The document has several operations; name the one to run with -OperationName: {Names(document)}."),
    };

    private static OperationDefinition Named(Document document, string name) =>
        document.Operations.FirstOrDefault(o => string.Equals(o.Name, name, StringComparison.Ordinal))
        ?? throw new RfaException(
            ErrorCodes.OperationNotFound,
            $"The document has no operation named '{name}'. It has: {Names(document)}.");

    private static string Names(Document document) =>
        string.Join(", ", document.Operations.Select(o => o.Name ?? "(unnamed)"));
}

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
