using RfaAuth.Core.Errors;
using RfaAuth.Core.Transport;

namespace RfaAuth.Core.Tests.Transport;

public sealed class EndpointPolicyTests
{
    [Theory]
    [InlineData("https://example.com/graphql/")]
    [InlineData("https://example.com:8443/graphql?code=x")]
    [InlineData("http://localhost:5000/graphql")]
    [InlineData("http://LOCALHOST/graphql")]
    [InlineData("http://127.0.0.1/graphql")]
    [InlineData("http://127.8.9.10/graphql")]
    [InlineData("http://[::1]:8080/graphql")]
    public void Https_goes_anywhere_and_http_to_this_machine(string endpoint) =>
        Assert.Equal(new Uri(endpoint), EndpointPolicy.Check(new Uri(endpoint)));

    [Theory]
    [InlineData("http://example.com/graphql")]
    [InlineData("http://127.0.0.1.example.com/")]
    [InlineData("http://localhost./graphql")]
    [InlineData("http://localhost.example.com/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("http://[::ffff:10.0.0.1]/")]
    [InlineData("https://user:hunter22@example.com/")]
    [InlineData("https://user@example.com/")]
    [InlineData("https://example.com/#hunter22")]
    [InlineData("ftp://example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("mailto:a@example.com")]
    [InlineData("graphql/")]
    public void Everything_else_is_refused_without_repeating_what_may_be_secret(string endpoint)
    {
        var exception = Assert.Throws<RfaException>(() => EndpointPolicy.Check(new Uri(endpoint, UriKind.RelativeOrAbsolute)));

        Assert.Equal(ErrorCodes.EndpointRefused, exception.ErrorCode);
        Assert.DoesNotContain("hunter22", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.com/other", true)]
    [InlineData("https://example.com:443/", true)]
    [InlineData("https://EXAMPLE.com/", true)]
    [InlineData("http://example.com/", false)]
    [InlineData("https://example.com:444/", false)]
    [InlineData("https://api.example.com/", false)]
    [InlineData("https://example.com.evil.test/", false)]
    public void An_origin_is_scheme_host_and_port(string target, bool same) =>
        Assert.Equal(same, EndpointPolicy.IsSameOrigin(new Uri("https://example.com/graphql/"), new Uri(target)));

    [Theory]
    [InlineData("Authorization", "x")]
    [InlineData("x-authorization", "x")]
    [InlineData("Cookie", "x")]
    [InlineData("Host", "x")]
    [InlineData("Content-Length", "1")]
    [InlineData("content-language", "en")]
    [InlineData("Expires", "0")]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("", "x")]
    [InlineData("X Y", "x")]
    [InlineData("X:Y", "x")]
    [InlineData("X-A", "a\r\nX-B: hunter22")]
    [InlineData("X-A", "hunter22\0")]
    [InlineData("X-A", "hünter22")]
    public void A_header_that_is_ours_or_breaks_a_line_is_refused(string name, string value)
    {
        var exception = Assert.Throws<RfaException>(() => HeaderPolicy.Check([new(name, value)]));

        Assert.Equal(ErrorCodes.HeaderRefused, exception.ErrorCode);
        Assert.DoesNotContain("hunter22", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_other_header_is_taken() => Assert.Equal("v", HeaderPolicy.Check([new("X-Request-Id", "v")])["x-request-id"]);
}
