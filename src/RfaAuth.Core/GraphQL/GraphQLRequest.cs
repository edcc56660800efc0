using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Variables;
using RfaAuth.Core.Json;

namespace RfaAuth.Core.GraphQL;

/// <summary>One operation to run.</summary>
internal sealed record GraphQLRequest
{
    private static readonly Dictionary<string, object?> s_none = [];
    private static readonly Dictionary<string, string> s_noHeaders = [];

    /// <summary>Reads the document, so that a mistake in it is an error before anything is sent.</summary>
    /// <param name="query">The document; it is sent exactly as given.</param>
    /// <param name="operationName">Which operation to run, if the document has several.</param>
    /// <exception cref="GraphQLSyntaxException">The document cannot be read.</exception>
    /// <exception cref="Errors.RfaException">OperationNameRequired, OperationNotFound or SubscriptionNotSupported.</exception>
    public GraphQLRequest(string query, string? operationName = null)
    {
        Query = query;
        OperationName = operationName;
        Document = DocumentCache.Get(query);
        Operation = OperationSelector.Select(Document, operationName);
    }

    public string Query { get; }

    public string? OperationName { get; }

    /// <summary>
    /// The variables by name, with plain .NET values: string, char, bool, the integral types, BigInteger, decimal, double, float,
    /// DateTime, DateTimeOffset, TimeSpan, Guid, Uri, Version, enums, byte[], dictionaries with string keys, lists,
    /// and SecureString (unwrapped into the request and nowhere else). Null where the call has none.
    /// They are sent as they are; values of a user come by <see cref="WithVariables"/>.
    /// </summary>
    public IReadOnlyDictionary<string, object?>? Variables { get; init; }

    /// <summary>Headers that are sent with it, each time, beside those of its session.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = s_noHeaders;

    /// <summary>Those of their values that are secret.</summary>
    internal IReadOnlyList<string> HeaderSecrets { get; init; } = [];

    public Document Document { get; }

    /// <summary>The operation that runs.</summary>
    public OperationDefinition Operation { get; }

    /// <summary>Whether the operation changes something at the service: then it is never sent twice unless nothing can have run.</summary>
    public bool IsMutation => Operation.Type != OperationType.Query;

    /// <summary>What is known of the service's own types, to which values are fitted.</summary>
    internal InputTypes InputTypes { get; init; } = InputTypes.Unknown;

    /// <summary>The same operation with these values, which are fitted to the types that the operation declares.</summary>
    /// <param name="values">The values by name; null: none.</param>
    /// <exception cref="Errors.RfaException">
    /// InvalidVariables: one is missing, unknown, or not what is declared. The message names it and never its value.
    /// </exception>
    public GraphQLRequest WithVariables(IReadOnlyDictionary<string, object?>? values) =>
        this with { Variables = VariableCoercion.Coerce(Operation.Variables, values ?? s_none, InputTypes) };

    /// <summary>The JSON body to send, in UTF-8. It may hold secrets: overwrite it when it is no longer needed.</summary>
    /// <exception cref="Errors.RfaException">InvalidVariables: a value has no place in JSON.</exception>
    internal byte[] ToJson() => RequestWriter.Write(Query, Variables, OperationName);

    /// <summary>The secrets among the variables, at any depth, and the headers: for what masks them in an answer.</summary>
    internal IEnumerable<string> SecretValues() => SecretVariables.In(Variables).Concat(HeaderSecrets);

    /// <summary>The name to show for the operation in messages.</summary>
    public string DisplayName => Operation.Name ?? (IsMutation ? "mutation" : "query");
}
