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
        Operation = OperationSelector.Select(Document, operationName);
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
}
