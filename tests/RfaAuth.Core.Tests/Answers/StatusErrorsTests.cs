using RfaAuth.Core.Answers;
using RfaAuth.Core.Errors;
using RfaAuth.Core.Tests.Support;

namespace RfaAuth.Core.Tests.Answers;

/// <summary>What a user is told of an HTTP answer that is no GraphQL answer.</summary>
public sealed class StatusErrorsTests
{
    private static readonly RfaException s_bodyFault = new(ErrorCodes.NotGraphQLResponse, "The body is a page.");

    [Theory]
    [InlineData(300, ErrorCodes.RedirectRefused, "No redirect is followed: set -Endpoint")]
    [InlineData(399, ErrorCodes.RedirectRefused, "No redirect is followed: set -Endpoint")]
    [InlineData(206, ErrorCodes.ProtocolError, "does not fit a POST")]
    [InlineData(304, ErrorCodes.ProtocolError, "does not fit a POST")]
    [InlineData(400, ErrorCodes.HttpError, "without a GraphQL body")]
    [InlineData(401, ErrorCodes.Unauthorized, "the token was not accepted")]
    [InlineData(403, ErrorCodes.Forbidden, "this user may not do this")]
    [InlineData(404, ErrorCodes.HttpError, "Check -Endpoint")]
    [InlineData(405, ErrorCodes.HttpError, "takes no POST at this endpoint. Check -Endpoint")]
    [InlineData(406, ErrorCodes.HttpError, "does not speak GraphQL as JSON at this endpoint. Check -Endpoint")]
    [InlineData(407, ErrorCodes.ProxyError, "-ProxyCredential")]
    [InlineData(413, ErrorCodes.HttpError, "the request is too large")]
    [InlineData(414, ErrorCodes.HttpError, "the address or the headers are too large")]
    [InlineData(415, ErrorCodes.HttpError, "does not speak GraphQL as JSON at this endpoint. Check -Endpoint")]
    [InlineData(429, ErrorCodes.TooManyRequests, "too many requests")]
    [InlineData(431, ErrorCodes.HttpError, "the address or the headers are too large")]
    [InlineData(499, ErrorCodes.HttpError, "without a GraphQL body")]
    [InlineData(500, ErrorCodes.HttpError, "it failed or is not available")]
    [InlineData(501, ErrorCodes.HttpError, "it failed or is not available")]
    [InlineData(408, ErrorCodes.ServiceUnavailable, "did not take the request for now")]
    [InlineData(425, ErrorCodes.ServiceUnavailable, "did not take the request for now")]
    [InlineData(502, ErrorCodes.ServiceUnavailable, "not available for now")]
    [InlineData(503, ErrorCodes.ServiceUnavailable, "not available for now")]
    [InlineData(504, ErrorCodes.ServiceUnavailable, "not available for now")]
    [InlineData(522, ErrorCodes.ServiceUnavailable, "not available for now")]
    [InlineData(531, ErrorCodes.HttpError, "it failed or is not available")]
    public void It_names_the_status_and_what_can_be_done(int status, string code, string says)
    {
        var exception = StatusErrors.From(MadeAnswers.Http(status, "<html>", "text/html"), s_bodyFault);

        Assert.Equal(code, exception.ErrorCode);
        Assert.Equal(status, exception.StatusCode);
        Assert.Contains($"HTTP {status}", exception.Message, StringComparison.Ordinal);
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(408, true)]
    [InlineData(425, true)]
    [InlineData(429, true)]
    [InlineData(500, true)]
    [InlineData(599, true)]
    [InlineData(307, false)]
    [InlineData(400, false)]
    [InlineData(401, false)]
    [InlineData(499, false)]
    public void What_may_pass_by_itself_is_retryable(int status, bool isRetryable) =>
        Assert.Equal(isRetryable, StatusErrors.From(MadeAnswers.Http(status, ""), s_bodyFault).IsRetryable);

    [Theory]
    [InlineData(200)]
    [InlineData(299)]
    public void At_a_success_the_body_is_what_is_wrong(int status)
    {
        var exception = StatusErrors.From(MadeAnswers.Http(status, "<html>", "text/html"), s_bodyFault);

        Assert.Equal(ErrorCodes.NotGraphQLResponse, exception.ErrorCode);
        Assert.Equal("The body is a page.", exception.Message);
        Assert.Equal(status, exception.StatusCode);
        Assert.False(exception.IsRetryable);
    }

    [Theory]
    [InlineData("https://elsewhere.example/sign-in?key=hunter22", "https://elsewhere.example:443")]
    [InlineData("http://elsewhere.example:8080/sign-in?key=hunter22", "http://elsewhere.example:8080")]
    public void Of_a_redirect_s_target_only_the_origin_is_shown(string location, string origin)
    {
        var exception = StatusErrors.From(MadeAnswers.Http(302, "", "", ("Location", location)), s_bodyFault);

        Assert.Contains($"with a redirect to {origin}. ", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sign-in", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//host-of-nothing/hunter22")]
    [InlineData("graphql/v2?key=hunter22")]
    [InlineData("mailto:hunter22")]
    [InlineData("file:///etc/hunter22")]
    [InlineData("ftp://hunter22.example/")]
    [InlineData("")]
    public void A_target_that_is_no_web_address_is_not_shown(string location) =>
        Assert.Contains(
            "with a redirect. ",
            StatusErrors.From(MadeAnswers.Http(302, "", "", ("Location", location), ("Refresh", "https://x.example")), s_bodyFault).Message,
            StringComparison.Ordinal);
}
