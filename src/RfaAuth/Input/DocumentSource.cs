using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Variables;

namespace RfaAuth.Input;

/// <summary>The source of a document: a text, or a file that is read when the cmdlet's work begins.</summary>
internal sealed record DocumentSource
{
    private readonly string? _text;
    private readonly string? _file;
    private readonly InputTypes _types;

    /// <param name="document">The document.</param>
    /// <param name="types">The service's known types.</param>
    public DocumentSource(string document, InputTypes types)
        : this(document, null, types)
    {
    }

    private DocumentSource(string? text, string? file, InputTypes types) => (_text, _file, _types) = (text, file, types);

    /// <param name="path">The file, resolved by <see cref="QueryFile.Resolve"/>.</param>
    /// <param name="types">The service's known types.</param>
    public static DocumentSource OfFile(string path, InputTypes types) => new(null, path, types);

    /// <summary>Whether it can be read without waiting. A file may be on a disk that does not answer.</summary>
    public bool IsAtHand => _file is null;

    /// <summary>Advice for a mistake in a text; null: the advice of the parser.</summary>
    public string? Advice { get; init; }

    /// <summary>The headers that are sent with the operation.</summary>
    public RequestHeaders Headers { get; init; } = RequestHeaders.None;

    /// <param name="operationName">The operation to run, if the document has several.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="Core.Errors.RfaException">FileUnreadable, or the errors of <see cref="GraphQLRequest"/>.</exception>
    public Task<GraphQLRequest> ReadAsync(string? operationName, CancellationToken cancellationToken) =>
        _text is not null ? Task.FromResult(Read(_text, operationName)) : ReadFileAsync(operationName, cancellationToken);

    private async Task<GraphQLRequest> ReadFileAsync(string? operationName, CancellationToken cancellationToken) =>
        Read(await QueryFile.ReadAsync(_file!, cancellationToken).ConfigureAwait(false), operationName);

    private GraphQLRequest Read(string text, string? operationName)
    {
        try
        {
            return new GraphQLRequest(text, operationName) { InputTypes = _types, Headers = Headers.Values, HeaderSecrets = Headers.Secrets };
        }
        catch (GraphQLSyntaxException exception)
        {
            throw _file is not null ? exception.In(_file)
                : (DocumentAdvice.Of(text) ?? Advice) is { } advice ? exception.With(advice)
                : exception;
        }
    }
}
