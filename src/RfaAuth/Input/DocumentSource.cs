using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Variables;

namespace RfaAuth.Input;

/// <summary>The source of a document: a text, or a file that is read when the cmdlet's work begins.</summary>
/// <param name="Text">The document; null if it is in a file.</param>
/// <param name="File">The file, resolved by <see cref="QueryFile.Resolve"/>; null if there is none.</param>
/// <param name="Types">The service's known types.</param>
internal sealed record DocumentSource(string? Text, string? File, InputTypes Types)
{
    /// <summary>Whether it can be read without waiting. A file may be on a disk that does not answer.</summary>
    public bool IsAtHand => Text is not null;

    /// <summary>Advice for a mistake in a text; null: the advice of the parser.</summary>
    public string? Advice { get; init; }

    /// <summary>The headers that are sent with the operation; null if none.</summary>
    public RequestHeaders? Headers { get; init; }

    /// <param name="operationName">The operation to run, if the document has several.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="RfaException">FileUnreadable, or the errors of <see cref="GraphQLRequest"/>.</exception>
    public async Task<GraphQLRequest> ReadAsync(string? operationName, CancellationToken cancellationToken)
    {
        var text = Text ?? await QueryFile.ReadAsync(File!, cancellationToken).ConfigureAwait(false);
        try
        {
            var request = new GraphQLRequest(text, operationName) { InputTypes = Types };
            return Headers is null ? request : request with { Headers = Headers.Values, HeaderSecrets = Headers.Secrets };
        }
        catch (GraphQLSyntaxException exception)
        {
            throw File is not null ? exception.In(File)
                : (DocumentAdvice.Of(text) ?? Advice) is { } advice ? exception.With(advice)
                : exception;
        }
    }
}
