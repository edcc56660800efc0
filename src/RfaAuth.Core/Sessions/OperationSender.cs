using RfaAuth.Core.Answers;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Json;
using RfaAuth.Core.Transport;

namespace RfaAuth.Core.Sessions;

/// <summary>Sends an operation once and returns the outcome. It does not decide whether to send it again.</summary>
internal sealed class OperationSender
{
    // For sign-ins and refreshes: plain values, and nothing of the answer besides.
    private static readonly CallOptions s_plain = new();

    private readonly HttpTransport _transport;
    private readonly Func<GraphQLRequest, string?, Redactor> _redactorFor;
    private readonly ServiceErrorReader _readError;
    private readonly CostMembers _cost;

    /// <param name="transport">Sends requests to the service.</param>
    /// <param name="redactorFor">Makes the object that hides secrets in an answer's errors.</param>
    /// <param name="readError">Reads the service's own members of an error.</param>
    /// <param name="cost">The places of the cost budget in an answer.</param>
    public OperationSender(HttpTransport transport, Func<GraphQLRequest, string?, Redactor> redactorFor, ServiceErrorReader readError, CostMembers cost)
    {
        _transport = transport;
        _redactorFor = redactorFor;
        _readError = readError;
        _cost = cost;
    }

    /// <param name="request">The operation.</param>
    /// <param name="body">The operation as JSON.</param>
    /// <param name="accessToken">The bearer token; null: the session has none.</param>
    /// <param name="options">Makes the objects of the answer's data, and says what else of the answer is kept.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public Task<Exchange> SendAsync(GraphQLRequest request, byte[] body, string? accessToken, CallOptions options, CancellationToken cancellationToken) =>
        SendAsync(request, body, accessToken, options, givesTokens: false, cancellationToken);

    /// <summary>Sends a sign-in or a refresh, without a token. The answer may hold new tokens.</summary>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public Task<Exchange> SendForTokensAsync(GraphQLRequest request, byte[] body, CancellationToken cancellationToken) =>
        SendAsync(request, body, null, s_plain, givesTokens: true, cancellationToken);

    /// <summary>The reason for a retry, in the words of the service or of the fault.</summary>
    public static string Describe(Exchange exchange) => exchange.Fault?.Message ?? AnswerErrors.Describe(exchange.Response!.Errors[0]);

    private async Task<Exchange> SendAsync(
        GraphQLRequest request, byte[] body, string? accessToken, CallOptions options, bool givesTokens, CancellationToken cancellationToken)
    {
        HttpAnswer? answer = null;
        try
        {
            answer = await _transport.SendAsync(
                body, accessToken, request.Headers, cancellationToken, arriving => ResponseReader.ReadArriving(arriving, options.Values, options.KeepBody, _readError, _cost)).ConfigureAwait(false);
            var sent = ResponseReader.Read(answer, options.Values, options.KeepBody, _readError, _cost);
            // Data belongs to the user and is not changed. The cost repeats no input, and services that count it send it with every answer.
            return sent.Errors.Count == 0 && !options.KeepHeaders && sent.Extensions.Keys.All(key => key == "cost")
                ? new Exchange(options.Values is RawValues { IsWhole: true } ? answer : Emptied(answer), sent, null)
                : Shown(answer, sent, options, _redactorFor(request, accessToken));
        }
        catch (RfaException fault)
        {
            var redactor = _redactorFor(request, accessToken);
            var shown = answer is null ? fault : Explain(redactor, answer, fault, givesTokens, isAnonymous: accessToken is null && !givesTokens);
            shown.Headers = ShownHeaders.Redact(answer is null ? fault.Headers : ShownHeaders.Known(answer.Headers), redactor);
            return answer is null
                ? new Exchange(null, null, shown)
                : new Exchange(answer, null, shown, ResponseReader.ReadMessage(answer));
        }
    }

    /// <summary>Returns the array of the body, of which no object made from it keeps a part.</summary>
    private static HttpAnswer Emptied(HttpAnswer answer)
    {
        if (!answer.IsSuccess)
            return answer;
        var empty = answer.WithoutBody();
        LargeBuffers.Return(answer.Body);
        return empty;
    }

    private RfaException Explain(Redactor redactor, HttpAnswer answer, RfaException fault, bool givesTokens, bool isAnonymous) =>
        StatusErrors.From(answer, fault, NonGraphQLAnswer.Read(answer, redactor, givesTokens), _transport.Endpoint, isAnonymous);

    private static Exchange Shown(HttpAnswer answer, GraphQLResponse sent, CallOptions options, Redactor redactor) => new(answer, sent, null)
    {
        Response = sent with
        {
            Errors = [.. sent.Errors.Select(error => Redact(redactor, error))],
            Extensions = redactor.RedactMembers(sent.Extensions),
        },
        Headers = ShownHeaders.Redact(ShownHeaders.Known(answer.Headers), redactor),
        AllHeaders = options.KeepHeaders ? ShownHeaders.Redact(ShownHeaders.WithoutTokens(answer.Headers), redactor) : CallFacts.NoHeaders,
    };

    private static GraphQLError Redact(Redactor redactor, GraphQLError error) => error with
    {
        Message = redactor.Redact(error.Message),
        Path = error.Path?.Select(step => step is string key ? redactor.Redact(key) : step).ToArray(),
        // The code was read before secrets were hidden. It becomes the first part of an error's id.
        Code = error.Code is { } code ? redactor.Redact(code) : null,
        Extensions = redactor.RedactMembers(error.Extensions),
        Validation = error.Validation is { } validation ? redactor.RedactMembers(validation) : null,
        Reasons = [.. error.Reasons.Select(redactor.Redact)],
    };
}
