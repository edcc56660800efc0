using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.Answers;

/// <summary>When an operation is sent again after a fault or a refusal that may pass, and after which wait. Pure.</summary>
internal static class RetryPolicy
{
    /// <summary>The longest wait that doubling leads to; what a user or a service asks for may be longer.</summary>
    private static readonly TimeSpan s_longestBackOff = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A query: after a fault of the connection, after 408, 425, 429 and 5xx without a GraphQL body, and after a GraphQL answer that
    /// refuses for now. One with data only where it was refused for the rate: what a resolver could not reach may stay away for long.
    /// A mutation: only if the service saw nothing of it, or refused it as a whole.
    /// </summary>
    public static bool IsRetryable(GraphQLRequest request, Exchange exchange)
    {
        if (exchange.Response is not { } response)
            return exchange.Fault is { IsRetryable: true } && (!request.IsMutation || exchange.IsUnsent || IsRefusedByHttp(exchange));
        if (exchange.Refusal == Refusal.None || exchange.AuthFailure is AuthFailure.Unauthorized or AuthFailure.NotAuthorized)
            return false;
        return request.IsMutation ? IsRefusedAsWhole(request, exchange) : !response.HasData || exchange.Refusal == Refusal.Rate;
    }

    /// <summary>
    /// Whether an answer refuses the whole request for now, before anything of it ran: it has no data and no error with a path, and each
    /// of its errors refuses. Where time ran out, or a gateway lost the service, nobody knows.
    /// </summary>
    public static bool IsRefusedAsWhole(GraphQLRequest request, Exchange exchange)
    {
        if (exchange.Response is not { HasData: false } response || exchange.Refusal == Refusal.None || TransientRefusal.MayHaveRun(exchange.Http!.StatusCode))
            return false;
        // A field that ran stands in the data, be it as null.
        if (response.RootFields.Count > 0 || exchange.Errors.Any(error => error.Path is not null || (error.StatusCode is { } status && TransientRefusal.MayHaveRun(status))))
            return false;
        if (TransientRefusal.OfStatus(exchange.Http!.StatusCode) == Refusal.None && exchange.Errors.Any(error => TransientRefusal.Of(error) == Refusal.None))
            return false;
        // The errors of some services have no path. One with a place in the document may be about one field of several, and where data is null it may
        // be about a field that ran.
        return exchange.Errors.All(error => error.Locations.Count == 0) || (!response.IsDataPresent && HasOneRootField(request));
    }

    /// <summary>The wait before the next attempt: what the service asked for, else exponential with full jitter.</summary>
    /// <param name="attempt">How many attempts there were, from 1.</param>
    /// <param name="interval">The wait to start from.</param>
    /// <param name="retryAfter">What the service asked for.</param>
    /// <param name="random">A number from 0 to below 1.</param>
    public static TimeSpan Delay(int attempt, TimeSpan interval, TimeSpan? retryAfter, double random)
    {
        if (retryAfter is { } asked)
            return asked;
        var ceiling = Math.Min(interval.TotalMilliseconds * Math.Pow(2, attempt - 1), Math.Max(s_longestBackOff.TotalMilliseconds, interval.TotalMilliseconds));
        // Not below a quarter: a wait of nothing is no back-off.
        return TimeSpan.FromMilliseconds(ceiling * (0.25 + (0.75 * random)));
    }

    /// <summary>Why a repetition is waited for; nothing that the service wrote.</summary>
    public static string Reason(Exchange exchange) => exchange.Refusal switch
    {
        Refusal.Rate => "The service asked for fewer requests",
        Refusal.Unavailable => $"The service is not available for now (HTTP {exchange.Http!.StatusCode})",
        _ when exchange.Http is { } http => $"The service failed (HTTP {http.StatusCode})",
        _ => $"The connection failed ({exchange.Fault!.ErrorCode})",
    };

    // 429 (RFC 6585) and 425 (RFC 8470) say that the request was not processed. 503 is also a gateway's word for a connection that broke.
    private static bool IsRefusedByHttp(Exchange exchange) =>
        exchange.Http is { MayHoldData: false } http && (http.StatusCode == 425 || TransientRefusal.Of(http) == Refusal.Rate);

    private static bool HasOneRootField(GraphQLRequest request) =>
        RootFields.Collect(request.Operation, request.Document) is { IsComplete: true, Fields.Count: 1 };
}
