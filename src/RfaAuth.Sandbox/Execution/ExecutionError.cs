using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Sandbox.Execution;

internal enum ErrorKind
{
    /// <summary>The text is not a GraphQL document.</summary>
    Syntax,

    /// <summary>The document does not fit the schema, or no operation can be chosen.</summary>
    Validation,

    /// <summary>The variables do not fit their declared types.</summary>
    Variables,

    /// <summary>Not signed in.</summary>
    NotAuthenticated,

    /// <summary>Signed in, and not allowed.</summary>
    NotAuthorized,

    /// <summary>A resolver refused.</summary>
    Field,
}

/// <summary>An error before a service has put it in its own shape.</summary>
/// <param name="Kind">What went wrong.</param>
/// <param name="Message">The text for people.</param>
internal sealed record ExecutionError(ErrorKind Kind, string Message)
{
    public IReadOnlyList<SourceLocation> Locations { get; init; } = [];

    /// <summary>Response keys (string) and indexes (int) from the root; null for an error of the whole request.</summary>
    public IReadOnlyList<object>? Path { get; init; }

    /// <summary>The value of <c>extensions.code</c>, where the service writes one.</summary>
    public string? Code { get; init; }

    /// <summary>Further members of <c>extensions</c>.</summary>
    public IReadOnlyDictionary<string, object?> Extensions { get; init; } = new Dictionary<string, object?>();

    /// <summary>Messages by input field: Toggle's <c>validation</c>, beside <c>message</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Validation { get; init; }

    public static ExecutionError Invalid(string message, params SourceLocation[] locations) =>
        new(ErrorKind.Validation, message) { Locations = locations };
}

/// <summary>Thrown by a resolver: the field is null and the error is in the answer, with the field's path and location.</summary>
internal sealed class FieldException : Exception
{
    public FieldException(ExecutionError error)
        : base(error.Message) => Error = error;

    public ExecutionError Error { get; }
}
