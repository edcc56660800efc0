using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.Answers;

/// <summary>Decides whether an operation is sent again after a temporary fault or refusal, and after which wait. Pure.</summary>
internal static class RetryPolicy
{
    /// <summary>The longest wait that doubling leads to. A wait from a user or a service may be longer.</summary>
    private static readonly TimeSpan s_longestBackOff = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A query is sent again after a connection fault, after 408, 425, 429 and 5xx without a GraphQL body, and after a GraphQL answer that
    /// refuses for now. An answer with data counts only if the rate was the reason: a failure of a resolver may last long.
    /// A mutation is sent again only if the service saw nothing of it, or refused it as a whole.
    /// </summary>
    public static bool IsRetryable(GraphQLRequest request, Exchange exchange)
    {
        if (exchange.Response is not { } response)
            return exchange.Fault is { IsRetryable: true } && (!request.IsMutation || exchange.IsUnsent || IsRefusedByHttp(exchange));
        if (exchange.IsResult || exchange.RefusesToken)
            return false;
        return request.IsMutation ? IsRefusedAsWhole(request, exchange) : !response.HasData || exchange.Refusal == Refusal.Rate;
    }

    /// <summary>
    /// Whether an answer refuses the whole request for now, before any of it ran: there is no data, no error has a path, and each
    /// error refuses. After a timeout, or if a gateway lost the service, this cannot be known.
    /// </summary>
    public static bool IsRefusedAsWhole(GraphQLRequest request, Exchange exchange)
    {
        if (exchange.Response is not { } response || exchange.Refusal == Refusal.None || TransientRefusal.MayHaveRun(exchange.Http!.StatusCode))
            return false;
        // A field that ran is in the data, perhaps as null.
        if (response.RootFields.Count > 0 || exchange.Errors.Any(error => error.Path is not null || (error.StatusCode is { } status && TransientRefusal.MayHaveRun(status))))
            return false;
        if (TransientRefusal.OfStatus(exchange.Http!.StatusCode) == Refusal.None && exchange.Errors.Any(error => TransientRefusal.Of(error) == Refusal.None))
            return false;
        // Some services send errors without a path. An error with a place in the document may be about one field of several. If data is null, it may
        // be about a field that ran.
        return exchange.Errors.All(error => error.Locations.Count == 0) || (!response.IsDataPresent && HasOneRootField(request));
    }

    /// <summary>The wait before the next attempt: the service's own, else exponential with jitter.</summary>
    /// <param name="attempt">The number of attempts so far, from 1.</param>
    /// <param name="interval">The first wait.</param>
    /// <param name="retryAfter">The wait that the service asked for; null if none.</param>
    /// <param name="random">A number from 0 to below 1.</param>
    public static TimeSpan Delay(int attempt, TimeSpan interval, TimeSpan? retryAfter, double random)
    {
        if (retryAfter is { } asked)
            return asked;
        var ceiling = Math.Min(interval.TotalMilliseconds * Math.Pow(2, attempt - 1), Math.Max(s_longestBackOff.TotalMilliseconds, interval.TotalMilliseconds));
        // At least a quarter, because a wait of almost zero is no back-off.
        return TimeSpan.FromMilliseconds(ceiling * (0.25 + (0.75 * random)));
    }

    /// <summary>The reason for a wait, in the module's own words.</summary>
    public static string Reason(Exchange exchange) => exchange.Refusal switch
    {
        Refusal.Rate => "The service asked for fewer requests",
        Refusal.Unavailable => $"The service is not available for now (HTTP {exchange.Http!.StatusCode})",
        _ when exchange.Http is { } http => $"The service failed (HTTP {http.StatusCode})",
        _ => $"The connection failed ({exchange.Fault!.ErrorCode})",
    };

    // 429 (RFC 6585) and 425 (RFC 8470) mean that the request was not processed. 503 does not: gateways also send it after a broken connection.
    private static bool IsRefusedByHttp(Exchange exchange) =>
        exchange.Http is { MayHoldData: false } http && (http.StatusCode == 425 || TransientRefusal.Of(http) == Refusal.Rate);

    private static bool HasOneRootField(GraphQLRequest request) =>
        RootFields.Collect(request.Operation, request.Document) is { IsComplete: true, Fields.Count: 1 };
}
