using RfaAuth.Core.Answers;
using RfaAuth.Core.GraphQL;

namespace RfaAuth.Core.Sessions;

/// <summary>Makes the error for a sign-in without a token. Pure.</summary>
internal static class SignInFailures
{
    /// <param name="exchange">The outcome of the sign-in.</param>
    /// <param name="field">The response key of the sign-in.</param>
    /// <param name="tokenPlace">The place where the token was expected, in words.</param>
    public static RfaException Of(Exchange exchange, string field, string tokenPlace)
    {
        var verdict = CredentialVerdicts.Of(exchange, field);
        if (exchange.Response is not { } response)
            return WithoutAnswer(exchange, verdict);
        var error = response.Errors.Count > 0 ? response.Errors[0] : null;
        return new RfaException(verdict == CredentialVerdict.Rejected ? ErrorCodes.CredentialRejected : ErrorCodes.SignInFailed, Message(exchange, verdict, field, tokenPlace))
        {
            StatusCode = exchange.Http!.StatusCode,
            Error = error,
            Extensions = error?.Extensions ?? GraphQLResponse.NoMembers,
            Validation = error?.Validation ?? GraphQLResponse.NoMembers,
            // The answer's data may be tokens, even with errors, so it is not kept.
            Response = response.Errors.Count == 0 ? null : response with { Data = null },
            RetryAfter = exchange.RetryAfter,
            Headers = exchange.Headers,
            IsRetryable = verdict == CredentialVerdict.Transient,
            MayBeRejection = verdict != CredentialVerdict.Rejected && exchange.Refusal == Refusal.None,
        };
    }

    private static string Message(Exchange exchange, CredentialVerdict verdict, string field, string tokenPlace)
    {
        var errors = exchange.Response!.Errors;
        if (errors.Count == 0)
        {
            return verdict == CredentialVerdict.Rejected
                ? $"The service refused the sign-in: it answered without an error, and {field} is empty."
                : $"The service answered the sign-in without a usable token: {tokenPlace} was expected.";
        }

        var words = string.Join(" ", errors.Take(3).Select(AnswerErrors.DescribeMessage));
        return verdict switch
        {
            CredentialVerdict.Rejected => "The service refused the sign-in: " + words,
            CredentialVerdict.Transient => "The service could not do the sign-in now: " + words,
            _ => "The service did not accept the sign-in request: " + words,
        };
    }

    private static RfaException WithoutAnswer(Exchange exchange, CredentialVerdict verdict)
    {
        var fault = exchange.Fault!;
        if (exchange.Http is not { } http)
            return fault;
        if (verdict == CredentialVerdict.Rejected)
            return new RfaException(ErrorCodes.CredentialRejected, $"The service refused the sign-in (HTTP {http.StatusCode}). {fault.Message}") { StatusCode = http.StatusCode, Headers = fault.Headers };
        // An error that is about the endpoint keeps its own code.
        return verdict == CredentialVerdict.Transient || http.StatusCode is 400 or 401 or 403 or 422
            ? new RfaException(ErrorCodes.SignInFailed, "The sign-in failed. " + fault.Message)
            {
                StatusCode = http.StatusCode,
                RetryAfter = fault.RetryAfter,
                Headers = fault.Headers,
                IsRetryable = verdict == CredentialVerdict.Transient,
                MayBeRejection = exchange.Refusal == Refusal.None,
            }
            : fault;
    }
}
