using RfaAuth.Core.Transport;

namespace RfaAuth.Core.Answers;

/// <summary>Makes the exception for an HTTP answer whose body is no GraphQL answer. Pure.</summary>
internal static class StatusErrors
{
    /// <param name="answer">The answer.</param>
    /// <param name="bodyFault">Why its body is no GraphQL answer.</param>
    /// <param name="said">The readable text of the answer.</param>
    /// <param name="endpoint">The address of the request.</param>
    /// <param name="isAnonymous">Whether the request had no token, because the session has none.</param>
    public static RfaException From(HttpAnswer answer, RfaException bodyFault, NonGraphQLAnswer said, Uri endpoint, bool isAnonymous = false)
    {
        var status = answer.StatusCode;
        var isSuccess = answer.IsSuccess && status is not 206;
        var (code, text) = isSuccess ? (bodyFault.ErrorCode, bodyFault.Message) : Explain(answer, said, endpoint, isAnonymous);
        return new RfaException(code, text + Tail(code, said))
        {
            StatusCode = status,
            IsRetryable = status >= 500 || TransientRefusal.Of(answer) != Refusal.None,
            RetryAfter = isSuccess ? null : answer.RetryAfter ?? (TransientRefusal.Of(answer) == Refusal.Rate ? answer.LimitReset : null),
            ServiceWords = said.Words,
            BodyStart = said.Start,
            RecommendedAction = status == 401 && isAnonymous ? NotSentAgain.BringToken : Advice(status, code, said),
        };
    }

    private static (string Code, string Text) Explain(HttpAnswer answer, NonGraphQLAnswer said, Uri endpoint, bool isAnonymous) => answer.StatusCode switch
    {
        401 when isAnonymous => (ErrorCodes.Unauthorized, "The service answered HTTP 401: it wants an access token, and the session has none."),
        401 => (ErrorCodes.Unauthorized, "The service answered HTTP 401: the token was not accepted."),
        403 when TransientRefusal.Of(answer) == Refusal.Rate => (ErrorCodes.TooManyRequests, "The service answered HTTP 403 and says how long to wait: too many requests, or a quota is used up."),
        403 when ForbiddenWords.AreAboutUser(answer, said) => (ErrorCodes.Forbidden, "The service answered HTTP 403: this user may not do this."),
        403 when said.IsPage => (ErrorCodes.NotGraphQLResponse, "HTTP 403 came with a web page, which says nothing about the user. A gateway or a firewall may have answered."),
        403 => (ErrorCodes.HttpError, "HTTP 403 came, but the answer does not mention this user's rights. A gateway or a firewall may have answered."),
        407 => (ErrorCodes.ProxyError, "The proxy asks for authentication (HTTP 407). Use -ProxyCredential at Connect-RfaApi."),
        >= 300 and < 400 and not 304 => (ErrorCodes.RedirectRefused, $"The service answered HTTP {answer.StatusCode} with a redirect{RedirectTarget.Describe(answer, endpoint)}"),
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

    // For a redirect, only its target is shown.
    private static string Tail(string code, NonGraphQLAnswer said) =>
        said.Words is null || code == ErrorCodes.RedirectRefused ? ""
        : said.IsPage ? $" The page's title is \"{said.Words}\"."
        : $" It says: \"{said.Words}\"";

    private static string? Advice(int status, string code, NonGraphQLAnswer said) =>
        status == 403 && code is (ErrorCodes.NotGraphQLResponse or ErrorCodes.HttpError)
            ? "Something else may have answered in the service's place. Its words are in the message, and more of them in the exception's BodyStart. Check the network, the endpoint and whether the service is up."
        : said is { Words: not null, IsPage: false } && code is ErrorCodes.MalformedGraphQLResponse or ErrorCodes.NotGraphQLResponse or ErrorCodes.HttpError
            ? "Do what the words in the message ask for; the start of the answer is in the exception's BodyStart."
            : null;
}
