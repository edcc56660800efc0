using GraphQLParser;

namespace RfaAuth.Sandbox.Execution;

internal enum ErrorKind
{
    /// <summary>The document cannot be read, does not fit the schema, or its variables do not fit.</summary>
    Request,

    /// <summary>Not signed in.</summary>
    NotAuthenticated,

    /// <summary>Signed in, and not allowed.</summary>
    NotAuthorized,

    /// <summary>A resolver refused.</summary>
    Field,
}

/// <summary>An error, before a service writes it in its own form.</summary>
/// <param name="Kind">The kind of error.</param>
/// <param name="Message">The text for people.</param>
internal sealed record ServiceError(ErrorKind Kind, string Message)
{
    public IReadOnlyList<Location> Locations { get; init; } = [];

    /// <summary>Response keys (string) and indexes (int) from the root; null for an error of the whole request.</summary>
    public IReadOnlyList<object>? Path { get; init; }

    /// <summary>The value of <c>extensions.code</c>, if the service writes one.</summary>
    public string? Code { get; init; }

    /// <summary>Further members of <c>extensions</c>.</summary>
    public IReadOnlyDictionary<string, object?> Extensions { get; init; } = new Dictionary<string, object?>();

    /// <summary>Messages by input field: Toggle's <c>validation</c>, beside <c>message</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Validation { get; init; }

    /// <summary>An error of the engine, or one that a resolver threw.</summary>
    public static ServiceError From(ExecutionError error)
    {
        var own = (error as FieldException)?.Error ?? new ServiceError(
            error is DocumentError or RequestError ? ErrorKind.Request : ErrorKind.Field,
            error.Message)
        {
            Code = error is SyntaxError ? "HC0011" : null,
        };
        return own with { Locations = error.Locations ?? [], Path = error.Path?.ToList() };
    }
}

/// <summary>Thrown by a resolver: the field is null and the error is in the answer, with the field's path and location.</summary>
internal sealed class FieldException(ServiceError error) : ExecutionError(error.Message)
{
    public ServiceError Error { get; } = error;
}
