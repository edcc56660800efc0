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
    public void An_https_endpoint_can_be_anywhere_and_an_http_endpoint_only_on_this_machine(string endpoint) =>
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
    public void Other_endpoints_are_refused_without_showing_secrets(string endpoint)
    {
        var exception = Assert.Throws<RfaException>(() => EndpointPolicy.Check(new Uri(endpoint, UriKind.RelativeOrAbsolute)));

        Assert.Equal(ErrorCodes.InvalidEndpoint, exception.ErrorCode);
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
    [InlineData("graphql/", "absolute URL, such as https://")]
    [InlineData("https://user@example.com/", "Use -Credential")]
    [InlineData("https://example.com/#top", "fragment")]
    [InlineData("file:///etc/passwd", "host name or an IP address")]
    [InlineData("http://example.com/graphql?key=hunter22", "http://example.com/graphql is http")]
    [InlineData("ftp://example.com/", "scheme 'ftp' is not https")]
    public void The_error_says_what_is_wrong_with_the_endpoint(string endpoint, string says) => Assert.Contains(
        says,
        Assert.Throws<RfaException>(() => EndpointPolicy.Check(new Uri(endpoint, UriKind.RelativeOrAbsolute))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("Authorization")]
    [InlineData("x-authorization")]
    [InlineData("Proxy-Authorization")]
    [InlineData("Cookie")]
    [InlineData("Host")]
    [InlineData("Connection")]
    [InlineData("Upgrade")]
    [InlineData("Expect")]
    [InlineData("Transfer-Encoding")]
    [InlineData("TE")]
    [InlineData("Trailer")]
    [InlineData("Accept-Encoding")]
    [InlineData("Allow")]
    [InlineData("Expires")]
    [InlineData("Last-Modified")]
    [InlineData("Content-Length")]
    [InlineData("content-language")]
    public void A_header_that_the_module_sends_is_refused(string name) =>
        Assert.Contains($"'{name}' cannot be given: ", Refuse(name, "hunter22").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("X Y")]
    [InlineData("X:Y")]
    [InlineData("Ü")]
    public void A_header_with_a_wrong_name_is_refused(string name) =>
        Assert.Contains("characters that a header name cannot have", Refuse(name, "hunter22").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("a\r\nX-B: hunter22")]
    [InlineData("hunter22\0")]
    [InlineData("hunter22\u001f")]
    [InlineData("hunter22\u007f")]
    [InlineData("hünter22")]
    public void A_header_with_a_line_break_in_its_value_is_refused(string value) =>
        Assert.Contains("The value of the header 'X-A'", Refuse("X-A", value).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("X-Request-Id", "v")]
    [InlineData("azAZ09!#$%&'*+-.^_`|~", "v")]
    [InlineData("X-A", "")]
    [InlineData("X-A", "tab\tand spaces !~")]
    public void Any_other_header_is_accepted(string name, string value) =>
        Assert.Equal(value, HeaderPolicy.Check([new(name, value)])[name.ToLowerInvariant()]);

    [Fact]
    public void A_header_of_a_call_that_the_session_sends_is_refused_in_any_case()
    {
        var ofSession = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["X-Tenant"] = "1" };

        var exception = Assert.Throws<RfaException>(() => HeaderPolicy.CheckForCall([new("x-tenant", "hunter22")], ofSession));

        Assert.Equal((ErrorCodes.InvalidHeader, "The header 'x-tenant' cannot be given for one call: the session sends it with each request."), (exception.ErrorCode, exception.Message));
        Assert.Equal("7", HeaderPolicy.CheckForCall([new("X-Request-Id", "7")], ofSession)["x-request-id"]);
        Assert.Throws<RfaException>(() => HeaderPolicy.CheckForCall([new("Authorization", "hunter22")], ofSession));
    }

    private static RfaException Refuse(string name, string value)
    {
        var exception = Assert.Throws<RfaException>(() => HeaderPolicy.Check([new(name, value)]));
        Assert.Equal(ErrorCodes.InvalidHeader, exception.ErrorCode);
        Assert.DoesNotContain("hunter22", exception.Message, StringComparison.Ordinal);
        return exception;
    }
}
