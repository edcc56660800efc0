using System;
using System.Globalization;
using RfaAuth.Core.Errors;
using RfaAuth.Core.Transport;

namespace RfaAuth.Core.Answers;

/// <summary>Makes the exception for an HTTP answer whose body is no GraphQL answer. Pure.</summary>
internal static class StatusErrors
{
    /// <param name="answer">The answer.</param>
    /// <param name="bodyFault">Why its body is no GraphQL answer.</param>
    public static RfaException From(HttpAnswer answer, RfaException bodyFault)
    {
        var status = answer.StatusCode;
        if (answer.IsSuccess && status is not 206)
            return new RfaException(bodyFault.ErrorCode, bodyFault.Message) { StatusCode = status };
        var (code, text) = Explain(answer);
        return new RfaException(code, text)
        {
            StatusCode = status,
            IsRetryable = status >= 500 || TransientRefusal.Of(answer) != Refusal.None,
            RetryAfter = answer.RetryAfter ?? (TransientRefusal.Of(answer) == Refusal.Rate ? answer.LimitReset : null),
        };
    }

    private static (string Code, string Text) Explain(HttpAnswer answer) => answer.StatusCode switch
    {
        401 => (ErrorCodes.Unauthorized, "The service answered HTTP 401: the token was not accepted."),
        403 when TransientRefusal.Of(answer) == Refusal.Rate => (ErrorCodes.TooManyRequests, "The service answered HTTP 403 and says when to come again: too many requests, or a quota is used up."),
        403 => (ErrorCodes.Forbidden, "The service answered HTTP 403: this user may not do this."),
        407 => (ErrorCodes.ProxyError, "The proxy asks for authentication (HTTP 407). Use -ProxyCredential at Connect-RfaApi."),
        >= 300 and < 400 and not 304 => (ErrorCodes.RedirectRefused, $"The service answered HTTP {answer.StatusCode} with a redirect{Target(answer)}. No redirect is followed: set -Endpoint to the right address if you trust it."),
        206 or 304 => (ErrorCodes.ProtocolError, $"The service answered HTTP {answer.StatusCode}, which does not fit a POST."),
        404 => (ErrorCodes.HttpError, "The service answered HTTP 404: there is nothing at this endpoint. Check -Endpoint."),
        405 => (ErrorCodes.HttpError, "The service answered HTTP 405: it takes no POST at this endpoint. Check -Endpoint."),
        413 => (ErrorCodes.HttpError, "The service answered HTTP 413: the request is too large for it. Send less in one call."),
        414 or 431 => (ErrorCodes.HttpError, $"The service answered HTTP {answer.StatusCode}: the address or the headers are too large for it."),
        415 or 406 => (ErrorCodes.HttpError, $"The service answered HTTP {answer.StatusCode}: it does not speak GraphQL as JSON at this endpoint. Check -Endpoint."),
        429 => (ErrorCodes.TooManyRequests, "The service answered HTTP 429: too many requests."),
        408 or 425 => (ErrorCodes.ServiceUnavailable, $"The service answered HTTP {answer.StatusCode}: it did not take the request for now."),
        502 or 503 or 504 or (>= 520 and <= 530) => (ErrorCodes.ServiceUnavailable, $"The service answered HTTP {answer.StatusCode}: it is not available for now."),
        >= 500 => (ErrorCodes.HttpError, $"The service answered HTTP {answer.StatusCode}: it failed or is not available."),
        _ => (ErrorCodes.HttpError, string.Format(CultureInfo.InvariantCulture, "The service answered HTTP {0} without a GraphQL body.", answer.StatusCode)),
    };

    // The origin only: a redirect's path and query may hold what nobody should see, and other schemes have no origin.
    private static string Target(HttpAnswer answer) =>
        Uri.TryCreate(answer.Value("Location"), UriKind.Absolute, out var target) && target.Scheme is "http" or "https"
            ? $" to {target.Scheme}://{target.Host}:{target.Port}"
            : "";
}
