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
    [InlineData(403, ErrorCodes.NotGraphQLResponse, "says nothing about the user")]
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
    [InlineData(520, ErrorCodes.ServiceUnavailable, "not available for now")]
    [InlineData(530, ErrorCodes.ServiceUnavailable, "not available for now")]
    [InlineData(531, ErrorCodes.HttpError, "it failed or is not available")]
    public void The_error_says_the_status_and_what_to_do(int status, string code, string says)
    {
        var exception = From(MadeAnswers.Http(status, "<html>", "text/html"));

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
    public void The_error_of_a_transient_status_is_retryable(int status, bool isRetryable) =>
        Assert.Equal(isRetryable, From(MadeAnswers.Http(status, "")).IsRetryable);

    [Theory]
    [InlineData(429, "Retry-After", 7.0)]
    [InlineData(503, "Retry-After", 7.0)]
    [InlineData(429, "RateLimit-Reset", 7.0)]
    [InlineData(404, "RateLimit-Reset", null)] // it is sent with each answer
    [InlineData(200, "Retry-After", null)]
    public void The_error_says_how_long_the_service_asks_to_wait(int status, string header, double? seconds)
    {
        var answer = MadeAnswers.Http(status, "", "application/json", (header, "7"));

        Assert.Equal(seconds, From(header == "Retry-After" ? answer with { RetryAfter = TimeSpan.FromSeconds(7) } : answer).RetryAfter?.TotalSeconds);
    }

    [Theory]
    [InlineData(400, """{"message":"Send a key."}""", "Do what the words in the message ask for")]
    [InlineData(200, """{"message":"Send a key."}""", "Do what the words in the message ask for")]
    [InlineData(400, """{"code":1}""", null)] // it has no words
    [InlineData(404, "<html><title>Send a key</title>", null)] // a page is for people
    [InlineData(429, """{"message":"Send a key."}""", null)] // the code says what to do
    [InlineData(403, "<html><title>Send a key</title>", "Something else may have answered")]
    public void The_advice_points_to_the_words_of_the_service_if_the_code_does_not_say_what_to_do(int status, string body, string? advice) =>
        Assert.StartsWith(advice ?? "-", From(MadeAnswers.Http(status, body, body[0] == '<' ? "text/html" : "application/json")).RecommendedAction ?? "-", StringComparison.Ordinal);

    [Theory]
    [InlineData(401, true, true)]
    [InlineData(401, false, false)]
    [InlineData(404, true, false)]
    public void The_advice_is_to_bring_a_token_only_after_a_401_without_one(int status, bool isAnonymous, bool isAdvised) =>
        Assert.Equal(isAdvised, From(MadeAnswers.Http(status, ""), isAnonymous: isAnonymous).RecommendedAction == NotSentAgain.BringToken);

    [Theory]
    [InlineData(200)]
    [InlineData(299)]
    public void The_error_at_a_success_status_is_about_the_body(int status)
    {
        var exception = From(MadeAnswers.Http(status, "<html>", "text/html"));

        Assert.Equal(ErrorCodes.NotGraphQLResponse, exception.ErrorCode);
        Assert.Equal("The body is a page.", exception.Message);
        Assert.Equal(status, exception.StatusCode);
        Assert.False(exception.IsRetryable);
    }

    [Theory]
    [InlineData("https://elsewhere.example/sign-in?key=hunter22", "https://elsewhere.example:443")]
    [InlineData("http://elsewhere.example:8080/sign-in?key=hunter22", "http://elsewhere.example:8080")]
    public void The_error_of_a_redirect_shows_only_the_origin_of_the_target(string location, string origin)
    {
        var exception = From(MadeAnswers.Http(302, "", "", ("Location", location)));

        Assert.Contains($"with a redirect to {origin}. ", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sign-in", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/graphql", "https://example.com/graphql/", " to the same address without the slash at its end. No redirect is followed: set -Endpoint to https://example.com/graphql.")]
    [InlineData("/graphql/", "https://example.com/graphql?key=hunter22", " to the same address with a slash at its end. No redirect is followed: set -Endpoint to https://example.com/graphql/.")]
    [InlineData("https://example.com:443/graphql/", "https://example.com/graphql", " to the same address with a slash at its end. No")]
    [InlineData("https://example.com/graphql/?key=hunter22", "https://example.com/graphql?key=hunter22", " to the same address with a slash at its end. No")]
    [InlineData("http://127.0.0.1:5080/rfa/graphql/", "http://127.0.0.1:5080/rfa/graphql", " to the same address with a slash at its end. No redirect is followed: set -Endpoint to http://127.0.0.1:5080/rfa/graphql/.")]
    [InlineData("https://example.com/graphql", "https://example.com/graphql", " to the same address. A gateway may have answered in the service's place.")]
    [InlineData("/GraphQL", "https://example.com/graphql", " to the same address in other upper and lower case. No redirect is followed: set -Endpoint")]
    [InlineData("/graphql/?state=hunter22", "https://example.com/graphql", " to another address on the same host. No redirect is followed: set -Endpoint")]
    [InlineData("graphql/hunter22", "https://example.com/graphql", " to another path on the same host. No redirect is followed: set -Endpoint")]
    [InlineData("/graphql/", "https://example.com:8443/graphql/x", " to another path on the same host.")]
    [InlineData("http://example.com/graphql", "https://example.com/graphql", " to http://example.com:80. No redirect is followed")]
    [InlineData("//other.example/hunter22", "https://example.com/graphql", " to https://other.example:443. No redirect is followed")]
    public void The_error_of_a_redirect_on_the_same_host_says_what_differs(string location, string endpoint, string says)
    {
        var message = From(MadeAnswers.Http(308, "<title>308 Permanent Redirect</title>", "text/html", ("Location", location)), endpoint).Message;

        Assert.StartsWith("The service answered HTTP 308 with a redirect" + says, message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Permanent", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "application/json", ErrorCodes.Forbidden)]
    [InlineData("""{"message":"Forbidden"}""", "application/json", ErrorCodes.Forbidden)]
    [InlineData("""{"message":"This action is unauthorized."}""", "application/json", ErrorCodes.Forbidden)]
    [InlineData("""{"Message":"User is not authorized to access this resource"}""", "application/json", ErrorCodes.Forbidden)]
    [InlineData("""{"timestamp":1,"status":403,"error":"Forbidden","path":"/graphql"}""", "application/json", ErrorCodes.Forbidden)]
    [InlineData("""{"error":{"code":403,"message":"You do not have permission."}}""", "application/json", ErrorCodes.Forbidden)]
    [InlineData("Access denied", "text/plain", ErrorCodes.Forbidden)]
    [InlineData("""{"statusCode":403,"message":"Out of call volume quota. Quota will be replenished in 00:10:00."}""", "application/json", ErrorCodes.HttpError)]
    [InlineData("""{"message":"Rate limit is exceeded, access denied."}""", "application/json", ErrorCodes.HttpError)]
    [InlineData("""{"message":"IP address not allowed"}""", "application/json", ErrorCodes.HttpError)]
    [InlineData("""{"code":403}""", "application/json", ErrorCodes.HttpError)]
    [InlineData("""{"message":""", "application/json", ErrorCodes.HttpError)]
    [InlineData("Site Disabled", "text/plain", ErrorCodes.HttpError)]
    [InlineData("error code: 1020", "text/plain", ErrorCodes.HttpError)]
    [InlineData("<html><head><title>403 Forbidden</title>", "text/html", ErrorCodes.NotGraphQLResponse)]
    [InlineData("<!DOCTYPE html><title>Access denied</title>", "", ErrorCodes.NotGraphQLResponse)]
    public void A_403_is_Forbidden_only_if_the_service_says_so(string body, string mediaType, string code)
    {
        var exception = From(MadeAnswers.Http(403, body, mediaType));

        Assert.Equal(code, exception.ErrorCode);
        Assert.Contains("HTTP 403", exception.Message, StringComparison.Ordinal);
        Assert.Equal(code != ErrorCodes.Forbidden, exception.Message.Contains("A gateway or a firewall may have answered", StringComparison.Ordinal));
        Assert.Equal(code == ErrorCodes.Forbidden, exception.RecommendedAction is null);
    }

    [Fact]
    public void A_403_for_a_missing_scope_is_Forbidden_whatever_the_body_is() => Assert.Equal(
        ErrorCodes.Forbidden,
        From(MadeAnswers.Http(403, "<html>", "text/html", ("WWW-Authenticate", "Bearer error=\"insufficient_scope\""))).ErrorCode);

    [Theory]
    [InlineData("mailto:hunter22")]
    [InlineData("file:///etc/hunter22")]
    [InlineData("ftp://hunter22.example/")]
    [InlineData("")]
    public void A_redirect_target_that_is_no_web_address_is_not_shown(string location) =>
        Assert.Contains(
            "with a redirect. ",
            From(MadeAnswers.Http(302, "", "", ("Location", location), ("Refresh", "https://x.example"))).Message,
            StringComparison.Ordinal);

    private static RfaException From(HttpAnswer answer, string endpoint = "https://example.com/graphql/", bool isAnonymous = false) =>
        StatusErrors.From(answer, s_bodyFault, NonGraphQLAnswer.Read(answer, new Redactor([]), givesTokens: false), new Uri(endpoint), isAnonymous);
}
