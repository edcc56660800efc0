namespace RfaAuth.Sandbox.Http;

/// <summary>A GraphQL request over HTTP, or the reason why it cannot be read.</summary>
internal sealed record GraphQLHttpRequest
{
    /// <summary>The document; null: <see cref="Error"/> or <see cref="Refusal"/> says why.</summary>
    public GraphQLDocument? Document { get; private init; }

    public string? OperationName { get; private init; }

    /// <summary>The variables; undefined: none.</summary>
    public JsonElement Variables { get; private init; }

    /// <summary>The mistake in the body or the document.</summary>
    public ServiceError? Error { get; private init; }

    /// <summary>The answer to a request with a wrong method or media type.</summary>
    public OutgoingAnswer? Refusal { get; private init; }

    public GraphQLOperationDefinition? Operation => Document is null ? null : DocumentReader.Choose(Document, OperationName);

    public static async Task<GraphQLHttpRequest> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!HttpMethods.IsPost(request.Method))
            return new() { Refusal = OutgoingAnswer.Empty(StatusCodes.Status405MethodNotAllowed).WithHeader("Allow", "POST") };

        if (!request.HasJsonContentType())
            return new() { Refusal = OutgoingAnswer.Empty(StatusCodes.Status415UnsupportedMediaType) };

        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, default, cancellation);
            return Read(body.RootElement);
        }
        catch (JsonException)
        {
            return Invalid("The body is not JSON.");
        }
    }

    private static GraphQLHttpRequest Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return Invalid("The body is not a JSON object.");

        if (!body.TryGetProperty("query", out var query) || query.ValueKind != JsonValueKind.String)
            return Invalid("The body has no query.");

        var hasName = body.TryGetProperty("operationName", out var name) && name.ValueKind != JsonValueKind.Null;
        if (hasName && name.ValueKind != JsonValueKind.String)
            return Invalid("The operationName is not a text.");

        var hasVariables = body.TryGetProperty("variables", out var variables) && variables.ValueKind != JsonValueKind.Null;
        if (hasVariables && variables.ValueKind != JsonValueKind.Object)
            return Invalid("The variables are not a JSON object.");

        var document = DocumentReader.Read(query.GetString()!, out var error);
        return new()
        {
            Document = document,
            Error = error,
            OperationName = hasName ? name.GetString() : null,
            Variables = hasVariables ? variables.Clone() : default,
        };
    }

    private static GraphQLHttpRequest Invalid(string message) => new() { Error = new ServiceError(ErrorKind.Request, message) };
}
