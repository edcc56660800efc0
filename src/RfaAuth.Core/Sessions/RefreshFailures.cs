using RfaAuth.Core.Answers;
using RfaAuth.Core.Tokens;

namespace RfaAuth.Core.Sessions;

/// <summary>What a failed refresh means for the refresh token: refused, not taken, or perhaps used. Pure.</summary>
internal static class RefreshFailures
{
    /// <returns>The failure; null where the answer has no errors.</returns>
    public static RefreshResult? Of(Exchange exchange)
    {
        if (exchange.Response is not { } response)
            return new RefreshResult(WithoutAnswer(exchange), null, exchange.Fault);
        if (response.Errors.Count == 0)
            return null;
        var outcome = response.StatusCode is 429 or 503 ? RefreshOutcome.NotTaken : RefreshOutcome.Refused;
        return new RefreshResult(outcome, null, AnswerErrors.From(response with { Data = null, Body = null })[0]);
    }

    private static RefreshOutcome WithoutAnswer(Exchange exchange) => exchange.Http?.StatusCode switch
    {
        null => exchange.IsUnsent ? RefreshOutcome.NotTaken : RefreshOutcome.Ambiguous,
        401 or 403 => RefreshOutcome.Refused,
        408 => RefreshOutcome.Ambiguous,
        503 or (>= 300 and < 500) => RefreshOutcome.NotTaken,
        _ => RefreshOutcome.Ambiguous,
    };
}
