using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace RfaAuth.Core.Transport;

/// <summary>A fault of the connection. Its message is made from the platform's classes, never from the platform's messages.</summary>
internal sealed class TransportException : RfaException
{
    private const string TheEndpoint = "the endpoint";

    private TransportException(string errorCode, string message, bool isUnsent)
        : base(errorCode, message)
    {
        IsUnsent = isUnsent;
        IsRetryable = errorCode is ErrorCodes.NameResolutionFailed or ErrorCodes.ConnectFailed or ErrorCodes.ConnectionLost or ErrorCodes.TruncatedResponse;
    }

    /// <summary>Whether it is certain that the service saw nothing of the request.</summary>
    public bool IsUnsent { get; }

    /// <summary>Whether the exception is a fault of the connection, and not a stop by the user or a deadline.</summary>
    public static bool IsTransport(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        HttpRequestException or IOException or SocketException or WebException or InvalidDataException or AuthenticationException => true,
        _ => false,
    };

    /// <summary>The same while a body is read. BrotliStream throws InvalidOperationException for damaged data.</summary>
    public static bool IsTransportInAnswer(Exception exception, CancellationToken cancellationToken) =>
        exception is InvalidOperationException || IsTransport(exception, cancellationToken);

    /// <param name="exception">The platform's exception.</param>
    /// <param name="peer">The host and port of the service, for the message.</param>
    public static TransportException BeforeAnswer(Exception exception, string peer = TheEndpoint)
    {
        // When SocketsHttpHandler's connect timeout ends, it throws a cancellation with a TimeoutException inside.
        if (exception is OperationCanceledException && Find<TimeoutException>(exception) is not null)
            return new(ErrorCodes.ConnectFailed, $"No connection to {peer} could be made in time.", isUnsent: true);

        return RequestError(exception) switch
        {
            "NameResolutionError" => NameResolution(peer),
            "SecureConnectionError" => Tls(peer),
            "ProxyTunnelError" => Proxy(peer),
            "ConnectionError" => Connect(exception, peer),
            "ConfigurationLimitExceeded" or "InvalidResponse" or "HttpProtocolError" or "VersionNegotiationError" => Protocol(peer),
            _ => ByCause(exception, peer),
        };
    }

    /// <param name="exception">The platform's exception.</param>
    /// <param name="statusCode">The status of the answer.</param>
    /// <param name="peer">The host and port of the service, for the message.</param>
    /// <param name="headers">The headers of the answer that may be shown; null if none.</param>
    public static TransportException InAnswer(
        Exception exception, int statusCode, string peer = TheEndpoint, IReadOnlyDictionary<string, string[]>? headers = null)
    {
        var (code, text) = Find<InvalidDataException>(exception) is not null || exception is InvalidOperationException
            ? (ErrorCodes.DecompressionFailed, $"The answer of {peer} could not be decompressed.")
            : RequestError(exception) is "InvalidResponse" or "HttpProtocolError"
                ? (ErrorCodes.ProtocolError, $"The answer of {peer} broke the rules of HTTP.")
                : (ErrorCodes.TruncatedResponse, $"The answer of {peer} ended before it was complete.");
        var fault = new TransportException(code, text, isUnsent: false) { StatusCode = statusCode };
        if (headers is not null)
            fault.Headers = headers;
        return fault;
    }

    // For .NET Framework, and for faults that .NET does not name.
    private static TransportException ByCause(Exception exception, string peer)
    {
        if (Find<AuthenticationException>(exception) is not null)
            return Tls(peer);
        return Find<WebException>(exception)?.Status switch
        {
            WebExceptionStatus.NameResolutionFailure => NameResolution(peer),
            WebExceptionStatus.ConnectFailure => Connect(exception, peer),
            WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure => Tls(peer),
            WebExceptionStatus.ProxyNameResolutionFailure or WebExceptionStatus.RequestProhibitedByProxy => Proxy(peer),
            WebExceptionStatus.ServerProtocolViolation or WebExceptionStatus.MessageLengthLimitExceeded => Protocol(peer),
            _ => Lost(peer),
        };
    }

    private static TransportException NameResolution(string peer) =>
        new(ErrorCodes.NameResolutionFailed, $"The host name of {peer} could not be resolved.", isUnsent: true);

    private static TransportException Connect(Exception exception, string peer) =>
        new(ErrorCodes.ConnectFailed, $"No connection to {peer} could be made ({Find<SocketException>(exception)?.SocketErrorCode ?? SocketError.NotConnected}).", isUnsent: true);

    private static TransportException Tls(string peer) => new(
        ErrorCodes.TlsFailure,
        $"No secure connection to {peer} could be made: the server's certificate or protocol version was not accepted.",
        isUnsent: true);

    private static TransportException Proxy(string peer) =>
        new(ErrorCodes.ProxyError, $"The proxy did not let the connection through to {peer}.", isUnsent: true);

    private static TransportException Protocol(string peer) =>
        new(ErrorCodes.ProtocolError, $"The answer of {peer} broke the rules of HTTP or went over their limits.", isUnsent: false);

    private static TransportException Lost(string peer) => new(ErrorCodes.ConnectionLost, $"The connection to {peer} was lost before the answer came.", isUnsent: false);

    // HttpRequestException.HttpRequestError exists in .NET 8 and later. netstandard2.0 does not have it, so it is read by name.
    private static string? RequestError(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e.GetType().GetProperty("HttpRequestError")?.GetValue(e)?.ToString() is { } name and not "Unknown")
                return name;
        }

        return null;
    }

    private static T? Find<T>(Exception exception)
        where T : Exception
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is T found)
                return found;
        }

        return null;
    }
}
