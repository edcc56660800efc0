using System.Linq;
using RfaAuth.Core.Answers;
using RfaAuth.Core.Errors;

namespace RfaAuth.Core.Sessions;

/// <summary>
/// What a failed sign-in means. The service's refusal rejects the credential, which is then tried no more; a request that the service
/// cannot read, and a service that is not up to it, say nothing about the credential. Pure.
/// </summary>
internal static class SignInFailures
{
    /// <returns>The failure; null where the answer has no errors.</returns>
    public static RfaException? Of(Exchange exchange)
    {
        if (exchange.Response is not { } response)
            return WithoutAnswer(exchange);
        if (response.Errors.Count == 0)
            return null;
        var isServiceFault = response.StatusCode is 429 or >= 500 && exchange.AuthFailure == AuthFailure.None;
        var isAboutRequest = exchange.Errors.Any(AuthFailureClassifier.IsAboutDocument);
        var message = string.Join(" ", response.Errors.Take(3).Select(AnswerErrors.DescribeMessage));
        return new RfaException(
            isServiceFault || isAboutRequest ? ErrorCodes.SignInFailed : ErrorCodes.CredentialRejected,
            "The service refused the sign-in: " + message)
        {
            StatusCode = response.StatusCode,
            Error = response.Errors[0],
            // What a sign-in answers may be tokens, even beside errors.
            Response = response with { Data = null, Body = null },
            IsRetryable = isServiceFault,
        };
    }

    private static RfaException WithoutAnswer(Exchange exchange)
    {
        var fault = exchange.Fault!;
        return exchange.Http?.StatusCode switch
        {
            401 => new RfaException(ErrorCodes.CredentialRejected, "The service refused the sign-in (HTTP 401).") { StatusCode = 401 },
            403 or 408 or 425 or 429 or >= 500 => new RfaException(ErrorCodes.SignInFailed, "The sign-in failed. " + fault.Message)
            {
                StatusCode = fault.StatusCode,
                RetryAfter = fault.RetryAfter,
                IsRetryable = fault.IsRetryable,
            },
            _ => fault,
        };
    }
}
