using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using RfaAuth.Core.Answers;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.Errors;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Json;
using RfaAuth.Core.Transport;

namespace RfaAuth.Core.Sessions;

/// <summary>Sends one operation once and tells what came of it. Decides nothing about sending it again.</summary>
internal sealed class OperationSender
{
    private readonly HttpTransport _transport;
    private readonly Func<GraphQLRequest, string?, Redactor> _redactorFor;

    /// <param name="transport">The way to the service.</param>
    /// <param name="redactorFor">What masks the secrets that an answer's errors may echo.</param>
    public OperationSender(HttpTransport transport, Func<GraphQLRequest, string?, Redactor> redactorFor)
    {
        _transport = transport;
        _redactorFor = redactorFor;
    }

    /// <param name="request">The operation.</param>
    /// <param name="body">The operation as JSON.</param>
    /// <param name="accessToken">The bearer token; null for a sign-in.</param>
    /// <param name="values">What makes the objects of the answer's data.</param>
    /// <param name="keepBody">Whether to keep the text of the answer's body.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="OperationCanceledException">The request was ended.</exception>
    public async Task<Exchange> SendAsync(
        GraphQLRequest request, byte[] body, string? accessToken, IValueFactory values, bool keepBody, CancellationToken cancellationToken)
    {
        HttpAnswer? answer = null;
        try
        {
            answer = await _transport.SendAsync(body, accessToken, cancellationToken).ConfigureAwait(false);
            var response = ResponseReader.Read(answer, values, keepBody);
            var exchange = new Exchange(answer, response with { RetryAfter = answer.RetryAfter }, null);
            if (exchange.Refusal != Refusal.None && exchange.RetryAfter is null)
                response = response with { RetryAfter = AskedWait.Read(response.Errors, response.Extensions, answer.At) ?? (exchange.Refusal == Refusal.Rate ? answer.LimitReset : null) };
            else
                response = response with { RetryAfter = answer.RetryAfter };
            return exchange with { Response = Redact(request, accessToken, response) };
        }
        catch (RfaException fault)
        {
            return answer is null
                ? new Exchange(null, null, fault)
                : new Exchange(answer, null, Explain(request, accessToken, answer, fault), ResponseReader.ReadMessage(answer));
        }
    }

    // Only a sign-in or a refresh goes without a token, and gets one.
    private RfaException Explain(GraphQLRequest request, string? accessToken, HttpAnswer answer, RfaException fault) => StatusErrors.From(
        answer, fault, AnswerText.Read(answer, _redactorFor(request, accessToken), givesTokens: accessToken is null), _transport.Endpoint);

    // Data is the user's and not touched. Toggle's cost stands in every answer and echoes nothing.
    private GraphQLResponse Redact(GraphQLRequest request, string? accessToken, GraphQLResponse response)
    {
        if (response.Errors.Count == 0 && response.Extensions.Keys.All(key => key == "cost"))
            return response;
        var redactor = _redactorFor(request, accessToken);
        return response with
        {
            Errors = response.Errors.Select(error => Redact(redactor, error)).ToList(),
            Extensions = redactor.RedactMembers(response.Extensions),
        };
    }

    private static GraphQLError Redact(Redactor redactor, GraphQLError error) => error with
    {
        Message = redactor.Redact(error.Message),
        Path = error.Path?.Select(step => step is string key ? redactor.Redact(key) : step).ToArray(),
        // Read before its place was redacted; it becomes the first part of an error's id.
        Code = error.Code is { } code ? redactor.Redact(code) : null,
        Extensions = redactor.RedactMembers(error.Extensions),
        Validation = error.Validation is { } validation ? redactor.RedactMembers(validation) : null,
    };
}
