using RfaAuth.Core.GraphQL;

namespace RfaAuth.Core.Answers;

/// <summary>Finds out whether the answer to a mutation was lost, and makes the error for it. Pure.</summary>
internal static class OutcomeUnknown
{
    /// <summary>
    /// The error for an operation without a GraphQL answer. It is OutcomeUnknown for a mutation that the service may have run.
    /// In all other cases it is the fault's own error.
    /// </summary>
    public static RfaException Explain(GraphQLRequest request, Exchange exchange)
    {
        var fault = exchange.Fault!;
        return request.IsMutation && MayHaveRun(exchange) ? From(request, fault) : fault;
    }

    public static RfaException From(GraphQLRequest request, RfaException fault) => new(
        ErrorCodes.OutcomeUnknown,
        $"Nobody knows whether the mutation '{request.DisplayName}' has run. {fault.Message}")
    {
        OutcomeUnknown = true,
        StatusCode = fault.StatusCode,
        RetryAfter = fault.RetryAfter,
        BodyStart = fault.BodyStart,
        Headers = fault.Headers,
        ServiceWords = fault.ServiceWords,
        RecommendedAction = "Ask the service whether the change is there before you send it again.",
    };

    // A redirect or an HTTP 4xx comes before execution. A server error, or a success without an answer, may come after it.
    private static bool MayHaveRun(Exchange exchange) =>
        exchange.Http is { } http
            ? http.MayHoldData || http.StatusCode is < 300 or 303 or 304 or 408 or >= 500
            : !exchange.IsUnsent;
}
