#pragma warning disable CA5359 // AcceptAny: -SkipCertificateCheck asks for just this, for one session of a user who said so and is warned.

using System.IO.Compression;
using System.Net;
using System.Net.Security;
using System.Reflection;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace RfaAuth.Core.Transport;

/// <summary>
/// Makes the handler that sends requests. netstandard2.0 has only <see cref="HttpClientHandler"/>. Where the platform has
/// SocketsHttpHandler (PowerShell 7), this class alone sets its connect timeout, the times of its connections and brotli by reflection.
/// </summary>
internal static class PlatformHandler
{
    /// <summary>The time limit for a new connection.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    /// <summary>The age after which a connection is replaced, so that a change in DNS reaches a session that lives for days.</summary>
    public static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>
    /// An unused connection is closed after this time. Servers close idle connections after five seconds or later, many without a notice. A mutation
    /// that is sent at that moment is lost, and nobody knows whether it ran. The pool checks once a second, so an idle time of four seconds is the most.
    /// </summary>
    public static readonly TimeSpan ConnectionIdleTime = TimeSpan.FromSeconds(3);

    // The same for .NET Framework, which closes a connection exactly at its idle time.
    private const int MaximumIdleMilliseconds = 4000;

    private const int MaximumHeaderKilobytes = 64;
    private const int MaximumConnections = 256;

    private static readonly Type? s_socketsHandler =
        typeof(HttpClient).Assembly.GetType("System.Net.Http.SocketsHttpHandler");

    /// <summary>
    /// Whether the platform has SocketsHttpHandler. It limits the age of connections; if not, the session replaces its handler. A cancelled token
    /// ends its read of a body. Then the answer must not be closed before its read has ended: the connection would go back to the pool, and the old
    /// read would take the answer to the next request.
    /// </summary>
    public static bool HasSocketsHandler => s_socketsHandler is not null;

    private static readonly Type? s_brotliStream = Type.GetType("System.IO.Compression.BrotliStream, System.IO.Compression.Brotli");

    /// <summary>Whether the platform has brotli.</summary>
    public static bool HasBrotli => s_brotliStream is not null;

    /// <summary>Opens a stream that decompresses brotli.</summary>
    public static Stream OpenBrotli(Stream stream) => (Stream)Activator.CreateInstance(s_brotliStream!, stream, CompressionMode.Decompress)!;

    public static HttpMessageHandler Create(TransportOptions options) =>
        // An http endpoint is on this machine. A proxy would carry the password elsewhere, unencrypted.
        options.Endpoint.Scheme == Uri.UriSchemeHttp ? CreateFor(options with { Proxy = null, NoProxy = true }) : CreateFor(options);

    private static HttpMessageHandler CreateFor(TransportOptions options) =>
        s_socketsHandler is { } type ? CreateSocketsHandler(type, options) : CreateClientHandler(options);

    private static HttpMessageHandler CreateSocketsHandler(Type type, TransportOptions options)
    {
        var handler = (HttpMessageHandler)Activator.CreateInstance(type)!;
        Set(handler, "AllowAutoRedirect", false);
        Set(handler, "UseCookies", false);
        Set(handler, "ConnectTimeout", ConnectTimeout);
        Set(handler, "PooledConnectionLifetime", ConnectionLifetime);
        Set(handler, "PooledConnectionIdleTimeout", ConnectionIdleTime);
        Set(handler, "MaxResponseHeadersLength", MaximumHeaderKilobytes);
        Set(handler, "MaxConnectionsPerServer", MaximumConnections);
        Set(handler, "AutomaticDecompression", Enum.Parse(typeof(DecompressionMethods), "All"));
        Set(handler, "UseProxy", !options.NoProxy);
        if (options.Proxy is { } proxy)
            Set(handler, "Proxy", proxy);
        if (options.SkipCertificateCheck)
            SkipCertificateCheck(handler);
        return handler;
    }

    /// <summary>
    /// Sets the idle time on .NET Framework, where a process shares its connections to an address. Only this session's address is changed. .NET
    /// Framework forgets the setting of an address that is not used for a while, so it must be set before each request.
    /// </summary>
    public static void LimitIdleTime(TransportOptions options)
    {
        var proxy = options.NoProxy || options.Endpoint.Scheme == Uri.UriSchemeHttp ? null : options.Proxy ?? WebRequest.DefaultWebProxy;
        var connections = ServicePointManager.FindServicePoint(options.Endpoint, proxy);
        if (connections.MaxIdleTime > MaximumIdleMilliseconds || connections.MaxIdleTime == Timeout.Infinite)
            connections.MaxIdleTime = MaximumIdleMilliseconds;
    }

    /// <summary>Makes the handler for .NET Framework, and so for Windows PowerShell.</summary>
    internal static HttpClientHandler CreateClientHandler(TransportOptions options)
    {
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            MaxResponseHeadersLength = MaximumHeaderKilobytes,
            MaxConnectionsPerServer = MaximumConnections,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            UseProxy = !options.NoProxy,
        };
        AllowTls12(handler);
        if (options.Proxy is { } proxy)
            handler.Proxy = proxy;
        if (options.SkipCertificateCheck)
            handler.ServerCertificateCustomValidationCallback = AcceptAny;
        return handler;
    }

    // Windows PowerShell uses the defaults of its old target framework. Without this, some machines offer only TLS 1.0.
    private static void AllowTls12(HttpClientHandler handler)
    {
        try
        {
            handler.SslProtocols = SslProtocols.Tls12;
        }
        catch (PlatformNotSupportedException)
        {
            // If that fails, the process's own setting applies: [Net.ServicePointManager]::SecurityProtocol.
        }
    }

    private static void SkipCertificateCheck(HttpMessageHandler handler)
    {
        var sslOptions = handler.GetType().GetProperty("SslOptions")!.GetValue(handler)!;
        RemoteCertificateValidationCallback acceptAny = AcceptAny;
        Set(sslOptions, "RemoteCertificateValidationCallback", acceptAny);
    }

    private static bool AcceptAny(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => true;

    private static void Set(object target, string property, object value) =>
        target.GetType().GetProperty(property, BindingFlags.Public | BindingFlags.Instance)!.SetValue(target, value);
}
