using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading;
using RfaAuth.Core.Errors;

namespace RfaAuth.Core.Transport;

/// <summary>A fault on the way there or back. Names what failed by the platform's own classes, never by their messages.</summary>
internal sealed class TransportException : RfaException
{
    private TransportException(string errorCode, string message, bool isUnsent)
        : base(errorCode, message)
    {
        IsUnsent = isUnsent;
        IsRetryable = errorCode is ErrorCodes.NameResolutionFailed or ErrorCodes.ConnectFailed or ErrorCodes.ConnectionLost or ErrorCodes.TruncatedResponse;
    }

    /// <summary>Whether it is certain that the service saw nothing of the request.</summary>
    public bool IsUnsent { get; }

    /// <summary>Whether the exception is a fault in transport, and not a stop by the user or a deadline.</summary>
    public static bool IsTransport(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        HttpRequestException or IOException or SocketException or WebException or InvalidDataException or AuthenticationException => true,
        _ => false,
    };

    /// <summary>The same while a body is read: of data that it cannot decompress, BrotliStream says InvalidOperationException.</summary>
    public static bool IsTransportInAnswer(Exception exception, CancellationToken cancellationToken) =>
        exception is InvalidOperationException || IsTransport(exception, cancellationToken);

    public static TransportException BeforeAnswer(Exception exception)
    {
        // SocketsHttpHandler's connect timeout is a cancellation that nobody asked for, by a timeout.
        if (exception is OperationCanceledException && Find<TimeoutException>(exception) is not null)
            return new(ErrorCodes.ConnectFailed, "No connection could be made in time.", isUnsent: true);

        return RequestError(exception) switch
        {
            "NameResolutionError" => NameResolution(),
            "SecureConnectionError" => Tls(),
            "ProxyTunnelError" => Proxy(),
            "ConnectionError" => Connect(exception),
            "ConfigurationLimitExceeded" or "InvalidResponse" or "HttpProtocolError" or "VersionNegotiationError" => Protocol(),
            _ => ByCause(exception),
        };
    }

    public static TransportException InAnswer(Exception exception, int statusCode)
    {
        var (code, text) = Find<InvalidDataException>(exception) is not null || exception is InvalidOperationException
            ? (ErrorCodes.DecompressionFailed, "The answer could not be decompressed.")
            : RequestError(exception) is "InvalidResponse" or "HttpProtocolError"
                ? (ErrorCodes.ProtocolError, "The answer broke the rules of HTTP.")
                : (ErrorCodes.TruncatedResponse, "The answer ended before it was complete.");
        return new(code, text, isUnsent: false) { StatusCode = statusCode };
    }

    // .NET Framework, and what .NET does not name: by the cause.
    private static TransportException ByCause(Exception exception)
    {
        if (Find<AuthenticationException>(exception) is not null)
            return Tls();
        return Find<WebException>(exception)?.Status switch
        {
            WebExceptionStatus.NameResolutionFailure => NameResolution(),
            WebExceptionStatus.ConnectFailure => Connect(exception),
            WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure => Tls(),
            WebExceptionStatus.ProxyNameResolutionFailure or WebExceptionStatus.RequestProhibitedByProxy => Proxy(),
            WebExceptionStatus.ServerProtocolViolation or WebExceptionStatus.MessageLengthLimitExceeded => Protocol(),
            _ => Lost(),
        };
    }

    private static TransportException NameResolution() =>
        new(ErrorCodes.NameResolutionFailed, "The host name of the endpoint could not be resolved.", isUnsent: true);

    private static TransportException Connect(Exception exception) =>
        new(ErrorCodes.ConnectFailed, $"No connection to the endpoint could be made ({Find<SocketException>(exception)?.SocketErrorCode ?? SocketError.NotConnected}).", isUnsent: true);

    private static TransportException Tls() => new(
        ErrorCodes.TlsFailure,
        "No secure connection could be made: the server's certificate or protocol version was not accepted.",
        isUnsent: true);

    private static TransportException Proxy() => new(ErrorCodes.ProxyError, "The proxy did not let the connection through.", isUnsent: true);

    private static TransportException Protocol() => new(ErrorCodes.ProtocolError, "The answer broke the rules of HTTP or went over their limits.", isUnsent: false);

    private static TransportException Lost() => new(ErrorCodes.ConnectionLost, "The connection was lost before the answer came.", isUnsent: false);

    // HttpRequestException.HttpRequestError: .NET 8 and later; read by name because netstandard2.0 has no such member.
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
