using System.Net.Sockets;
using System.Security.Authentication;

namespace RfaAuth.Core.Tests.Transport;

/// <summary>What the platform's exceptions mean: which error, whether the service can have seen the request, whether another try is worth it.</summary>
public sealed class TransportExceptionTests
{
    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, ErrorCodes.NameResolutionFailed, true, true)]
    [InlineData(HttpRequestError.ConnectionError, ErrorCodes.ConnectFailed, true, true)]
    [InlineData(HttpRequestError.SecureConnectionError, ErrorCodes.TlsFailure, true, false)]
    [InlineData(HttpRequestError.ProxyTunnelError, ErrorCodes.ProxyError, true, false)]
    [InlineData(HttpRequestError.InvalidResponse, ErrorCodes.ProtocolError, false, false)]
    [InlineData(HttpRequestError.HttpProtocolError, ErrorCodes.ProtocolError, false, false)]
    [InlineData(HttpRequestError.VersionNegotiationError, ErrorCodes.ProtocolError, false, false)]
    [InlineData(HttpRequestError.ConfigurationLimitExceeded, ErrorCodes.ProtocolError, false, false)]
    [InlineData(HttpRequestError.ResponseEnded, ErrorCodes.ConnectionLost, false, true)]
    [InlineData(HttpRequestError.Unknown, ErrorCodes.ConnectionLost, false, true)]
    public void A_fault_with_an_HttpRequestError_is_classified_by_it(HttpRequestError error, string code, bool isUnsent, bool isRetryable) =>
        AssertIs(code, isUnsent, isRetryable, TransportException.BeforeAnswer(new HttpRequestException(error)));

    // As .NET Framework, and so Windows PowerShell, throws them.
    [Theory]
    [InlineData(WebExceptionStatus.NameResolutionFailure, ErrorCodes.NameResolutionFailed, true, true)]
    [InlineData(WebExceptionStatus.ConnectFailure, ErrorCodes.ConnectFailed, true, true)]
    [InlineData(WebExceptionStatus.TrustFailure, ErrorCodes.TlsFailure, true, false)]
    [InlineData(WebExceptionStatus.SecureChannelFailure, ErrorCodes.TlsFailure, true, false)]
    [InlineData(WebExceptionStatus.ProxyNameResolutionFailure, ErrorCodes.ProxyError, true, false)]
    [InlineData(WebExceptionStatus.RequestProhibitedByProxy, ErrorCodes.ProxyError, true, false)]
    [InlineData(WebExceptionStatus.ServerProtocolViolation, ErrorCodes.ProtocolError, false, false)]
    [InlineData(WebExceptionStatus.MessageLengthLimitExceeded, ErrorCodes.ProtocolError, false, false)]
    [InlineData(WebExceptionStatus.ConnectionClosed, ErrorCodes.ConnectionLost, false, true)]
    [InlineData(WebExceptionStatus.KeepAliveFailure, ErrorCodes.ConnectionLost, false, true)]
    public void A_fault_of_the_older_platform_is_classified_by_its_WebExceptionStatus(WebExceptionStatus status, string code, bool isUnsent, bool isRetryable) =>
        AssertIs(code, isUnsent, isRetryable, TransportException.BeforeAnswer(new HttpRequestException("", new WebException("", status))));

    [Fact]
    public void Any_other_fault_is_classified_by_its_inner_exceptions()
    {
        AssertIs(ErrorCodes.TlsFailure, true, false, TransportException.BeforeAnswer(new HttpRequestException("", new AuthenticationException())));
        AssertIs(ErrorCodes.ConnectionLost, false, true, TransportException.BeforeAnswer(new IOException()));
        AssertIs(ErrorCodes.ProtocolError, false, false, TransportException.BeforeAnswer(
            new HttpRequestException("", new HttpIOException(HttpRequestError.InvalidResponse))));
    }

    [Fact]
    public void A_connect_timeout_is_a_cancellation_by_a_timeout()
    {
        AssertIs(ErrorCodes.ConnectFailed, true, true, TransportException.BeforeAnswer(new TaskCanceledException("", new TimeoutException())), "could be made in time");
        // One that nobody explains: the request may have been on its way.
        AssertIs(ErrorCodes.ConnectionLost, false, true, TransportException.BeforeAnswer(new TaskCanceledException()));
        AssertIs(ErrorCodes.ConnectionLost, false, true, TransportException.BeforeAnswer(new IOException("", new TimeoutException())));
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "The host name of api.example.com:443 could not be resolved.")]
    [InlineData(HttpRequestError.ConnectionError, "No connection to api.example.com:443 could be made (NotConnected).")]
    [InlineData(HttpRequestError.SecureConnectionError, "No secure connection to api.example.com:443 could be made: the server's certificate or protocol version was not accepted.")]
    [InlineData(HttpRequestError.ProxyTunnelError, "The proxy did not let the connection through to api.example.com:443.")]
    [InlineData(HttpRequestError.InvalidResponse, "The answer of api.example.com:443 broke the rules of HTTP or went over their limits.")]
    [InlineData(HttpRequestError.ResponseEnded, "The connection to api.example.com:443 was lost before the answer came.")]
    public void The_error_names_host_and_port(HttpRequestError error, string message) =>
        Assert.Equal(message, TransportException.BeforeAnswer(new HttpRequestException(error), "api.example.com:443").Message);

    [Fact]
    public void The_error_names_the_proxy_without_its_user()
    {
        var endpoint = new Uri("https://api.example.com/graphql/?key=secret");

        Assert.Equal("api.example.com:443", EndpointPolicy.DescribePeer(endpoint, null));
        Assert.Equal("[::1]:8080", EndpointPolicy.DescribePeer(new Uri("http://[::1]:8080/"), null));
        Assert.Equal(
            "api.example.com:443 (by the proxy proxy.example:3128)",
            EndpointPolicy.DescribePeer(endpoint, new WebProxy(new Uri("http://user:secret@proxy.example:3128"))));
        Assert.Equal("api.example.com:443", EndpointPolicy.DescribePeer(endpoint, new WebProxy("http://proxy.example:3128", true, ["api.example.com"])));
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused)]
    [InlineData(SocketError.NetworkUnreachable)]
    public void A_failed_connection_says_its_reason(SocketError error)
    {
        var exception = TransportException.BeforeAnswer(new HttpRequestException(HttpRequestError.ConnectionError, "", new SocketException((int)error)));

        Assert.Contains($"({error})", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_fault_has_its_own_message() => Assert.All(
        new Dictionary<HttpRequestError, string>
        {
            [HttpRequestError.NameResolutionError] = "host name of the endpoint could not be resolved",
            [HttpRequestError.ConnectionError] = "No connection to the endpoint could be made",
            [HttpRequestError.SecureConnectionError] = "certificate or protocol version was not accepted",
            [HttpRequestError.ProxyTunnelError] = "proxy did not let the connection through",
            [HttpRequestError.InvalidResponse] = "broke the rules of HTTP",
            [HttpRequestError.ResponseEnded] = "lost before the answer came",
        },
        pair => Assert.Contains(pair.Value, TransportException.BeforeAnswer(new HttpRequestException(pair.Key)).Message, StringComparison.Ordinal));

    [Fact]
    public void A_fault_while_the_answer_is_read_means_that_the_request_was_sent()
    {
        AssertIs(ErrorCodes.TruncatedResponse, false, true, InAnswer(new IOException()), "ended before it was complete");
        AssertIs(ErrorCodes.TruncatedResponse, false, true, InAnswer(new HttpIOException(HttpRequestError.ResponseEnded)), "ended before it was complete");
        AssertIs(ErrorCodes.ProtocolError, false, false, InAnswer(new HttpIOException(HttpRequestError.InvalidResponse)), "broke the rules of HTTP");
        AssertIs(ErrorCodes.ProtocolError, false, false, InAnswer(new HttpIOException(HttpRequestError.HttpProtocolError)), "broke the rules of HTTP");
        AssertIs(ErrorCodes.DecompressionFailed, false, false, InAnswer(new IOException("", new InvalidDataException())), "could not be decompressed");
        AssertIs(ErrorCodes.DecompressionFailed, false, false, InAnswer(new InvalidOperationException()), "could not be decompressed");
        Assert.Equal(206, TransportException.InAnswer(new IOException(), 206).StatusCode);
    }

    [Fact]
    public void A_stop_by_the_user_is_no_transport_fault()
    {
        using var stop = new CancellationTokenSource();
        var stopped = new OperationCanceledException();
        Assert.True(TransportException.IsTransport(stopped, stop.Token));
        stop.Cancel();

        Assert.False(TransportException.IsTransport(stopped, stop.Token));
        Assert.True(TransportException.IsTransport(new IOException(), stop.Token));
    }

    [Fact]
    public void A_defect_is_no_transport_fault()
    {
        Assert.All(
            new Exception[]
            {
                new HttpRequestException(), new IOException(), new SocketException(), new WebException(), new InvalidDataException(), new AuthenticationException(),
            },
            exception =>
            {
                Assert.True(TransportException.IsTransport(exception, default));
                Assert.True(TransportException.IsTransportInAnswer(exception, default));
            });
        Assert.False(TransportException.IsTransport(new FormatException(), default));
        Assert.False(TransportException.IsTransportInAnswer(new FormatException(), default));
        // Brotli says so of data that it cannot decompress; before the answer nothing is decompressed.
        Assert.True(TransportException.IsTransportInAnswer(new InvalidOperationException(), default));
        Assert.False(TransportException.IsTransport(new InvalidOperationException(), default));
    }

    private static TransportException InAnswer(Exception exception) => TransportException.InAnswer(exception, 200);

    private static void AssertIs(string code, bool isUnsent, bool isRetryable, RfaException actual, string says = "")
    {
        var exception = Assert.IsType<TransportException>(actual);
        Assert.Equal((code, isUnsent, isRetryable), (exception.ErrorCode, exception.IsUnsent, exception.IsRetryable));
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
    }
}
