namespace RfaAuth.Core.Tests.Diagnostics;

/// <summary>What a header's name says of its value.</summary>
public sealed class HeaderNamesTests
{
    [Theory]
    [InlineData("Authorization")]
    [InlineData("X-Authorization")]
    [InlineData("Set-Cookie")]
    [InlineData("set-cookie2")]
    [InlineData("WWW-Authenticate")]
    [InlineData("Proxy-Authenticate")]
    [InlineData("Authentication-Info")]
    [InlineData("X-Auth-Token")]
    [InlineData("X-Refreshed-Jwt")]
    [InlineData("X-CSRF-Token")]
    [InlineData("X-Session-Id")]
    [InlineData("Location")]
    public void A_header_that_may_hold_a_token_is_never_kept(string name) =>
        Assert.True(HeaderNames.MayHoldToken(name) && !HeaderNames.IsShown(name));

    [Theory]
    [InlineData("x-request-id")]
    [InlineData("X-Correlation-ID")]
    [InlineData("traceparent")]
    [InlineData("Retry-After")]
    [InlineData("RateLimit")]
    [InlineData("RateLimit-Remaining")]
    [InlineData("X-RateLimit-Limit")]
    [InlineData("X-RateLimit-Remaining-Tokens")]
    [InlineData("Date")]
    [InlineData("Server-Timing")]
    [InlineData("Deprecation")]
    [InlineData("Sunset")]
    [InlineData("Cache-Control")]
    [InlineData("ETag")]
    public void A_header_about_the_call_is_shown(string name) =>
        Assert.True(HeaderNames.IsShown(name) && !HeaderNames.MayHoldToken(name));

    [Theory]
    [InlineData("Server")]
    [InlineData("Content-Type")]
    [InlineData("Strict-Transport-Security")]
    public void Any_other_header_is_kept_on_request(string name) =>
        Assert.True(!HeaderNames.IsShown(name) && !HeaderNames.MayHoldToken(name));

    [Theory]
    [InlineData("X-Api-Key", true)]
    [InlineData("Ocp-Apim-Subscription-Key", true)]
    [InlineData("X-Signature", true)]
    [InlineData("X-Client-Secret", true)]
    [InlineData("Idempotency-Key", false)]
    [InlineData("X-Request-Id", false)]
    [InlineData("X-Tenant", false)]
    [InlineData("X-Keyboard", false)]
    public void The_name_of_a_sent_header_says_whether_its_value_is_secret(string name, bool isSecret) => Assert.Equal(isSecret, HeaderNames.IsSecret(name));

    [Theory]
    [InlineData("Idempotency-Key", true)]
    [InlineData("x-idempotent-id", true)]
    [InlineData("X-Request-Id", false)]
    public void An_idempotency_key_is_recognised_by_its_name(string name, bool isOne) => Assert.Equal(isOne, HeaderNames.IsIdempotencyKey(name));

    [Fact]
    public void The_request_id_of_the_service_comes_before_that_of_a_gateway()
    {
        Assert.Equal("own", HeaderNames.RequestIdIn(new Dictionary<string, string[]> { ["CF-Ray"] = ["gateway"], ["X-Request-Id"] = ["own", "second"] }));
        Assert.Equal("gateway", HeaderNames.RequestIdIn(new Dictionary<string, string[]> { ["CF-Ray"] = ["gateway"], ["X-Request-Id"] = [" "] }));
        Assert.Null(HeaderNames.RequestIdIn(new Dictionary<string, string[]> { ["Date"] = ["now"] }));
    }
}
