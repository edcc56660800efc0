using RfaAuth.Core.Answers;
using RfaAuth.Core.Tokens;

namespace RfaAuth.Core.Sessions;

/// <summary>Decides what a refresh without a new token means for the refresh token. Pure.</summary>
internal static class RefreshFailures
{
    /// <param name="exchange">The outcome of the refresh.</param>
    /// <param name="field">The response key of the refresh.</param>
    public static RefreshResult Of(Exchange exchange, string field)
    {
        var fault = exchange.Response is null ? exchange.Fault!
            : exchange.Errors.Count > 0 ? FirstError(exchange)
            : new RfaException(ErrorCodes.RefreshFailed, "The service answered without a usable access token.");
        return new RefreshResult(Outcome(exchange, field), null, fault);
    }

    // The answer's data may be tokens, even with errors, so it is not kept.
    private static RfaException FirstError(Exchange exchange)
    {
        var error = AnswerErrors.From(exchange)[0];
        return error.With(error.Message, exchange.Response! with { Data = null });
    }

    private static RefreshOutcome Outcome(Exchange exchange, string field)
    {
        if (exchange.Http is not { } http)
            return exchange.IsUnsent ? RefreshOutcome.NotTaken : RefreshOutcome.Ambiguous;
        var verdict = CredentialVerdicts.Of(exchange, field);
        if (verdict == CredentialVerdict.Rejected)
            return RefreshOutcome.Refused;
        // A success without a readable token: the refresh token may have been used.
        if (exchange.Response is null ? http.IsSuccess || http.MayHoldData : exchange.Response.Errors.Count == 0)
            return RefreshOutcome.Ambiguous;
        return exchange.Response is null || exchange.Refusal != Refusal.None ? RefreshOutcome.NotTaken : RefreshOutcome.Unclear;
    }
}
