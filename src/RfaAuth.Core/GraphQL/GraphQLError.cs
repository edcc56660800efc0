using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL;

/// <summary>One entry of an answer's <c>errors</c> (GraphQL specification, section 7.1.2), as the service sent it.</summary>
public sealed record GraphQLError(string Message)
{
    /// <summary>The error's place in the answer: response keys (string) and list indices (long); null if the service sent none.</summary>
    public IReadOnlyList<object>? Path { get; init; }

    /// <summary>Whether the service sent an invalid path, so that the error's place is not known.</summary>
    internal bool IsPathUnreadable { get; init; }

    /// <summary>The error's places in the document; empty if the service sent none.</summary>
    public IReadOnlyList<SourceLocation> Locations { get; init; } = [];

    /// <summary><c>extensions.code</c>, if it is text or a number.</summary>
    public string? Code { get; init; }

    /// <summary>The <c>extensions</c>, with plain values: string, bool, long, BigInteger, decimal, double, list, dictionary.</summary>
    public IReadOnlyDictionary<string, object?> Extensions { get; init; } = GraphQLResponse.NoMembers;

    /// <summary>The messages by input field, if the input did not validate and the service sent them.</summary>
    public IReadOnlyDictionary<string, object?>? Validation { get; init; }

    /// <summary>Whether the message is meant for the customers of the service's user; null if the service does not say so.</summary>
    public bool? IsCustomerFacing { get; init; }

    /// <summary>Further texts with the service's reasons. They are shown after the message, and do not mean that an input was wrong.</summary>
    internal IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Whether the service's own message says that the access token was not accepted.</summary>
    internal bool IsUnauthorized { get; init; }

    /// <summary>The HTTP status in the error itself (<c>extensions.http.status</c>, <c>originalError.statusCode</c> and the like).</summary>
    internal int? StatusCode { get; init; }
}
