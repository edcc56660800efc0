using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.Errors;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Serialization;
using RfaAuth.Core.Time;
using RfaAuth.Core.Transport;

namespace RfaAuth.Core.Sessions;

/// <summary>Sends one operation once and tells what came of it. Decides nothing about sending it again.</summary>
internal sealed class OperationSender
{
    private readonly HttpTransport _transport;
    private readonly IClock _clock;
    private readonly Func<GraphQLRequest, Redactor> _redactorFor;

    /// <param name="transport">The way to the service.</param>
    /// <param name="clock">The time.</param>
    /// <param name="redactorFor">What masks the secrets that an answer's errors may echo.</param>
    public OperationSender(HttpTransport transport, IClock clock, Func<GraphQLRequest, Redactor> redactorFor)
    {
        _transport = transport;
        _clock = clock;
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
            return new Exchange(answer, Redact(request, response), null);
        }
        catch (RfaException fault)
        {
            return new Exchange(answer, null, answer is null ? fault : StatusErrors.From(answer, fault, _clock.UtcNow));
        }
    }

    private GraphQLResponse Redact(GraphQLRequest request, GraphQLResponse response)
    {
        if (response.Errors.Count == 0)
            return response;
        var redactor = _redactorFor(request);
        return response with { Errors = response.Errors.Select(error => Redact(redactor, error)).ToList() };
    }

    private static GraphQLError Redact(Redactor redactor, GraphQLError error) => error with
    {
        Message = redactor.Redact(error.Message),
        Extensions = redactor.RedactMembers(error.Extensions),
        Validation = error.Validation is { } validation ? redactor.RedactMembers(validation) : null,
    };
}
