#pragma warning disable CA5359 // AcceptAny: -SkipCertificateCheck asks for just this, for one session of a user who said so and is warned.

using System.IO.Compression;
using System.Net;
using System.Net.Security;
using System.Reflection;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace RfaAuth.Core.Transport;

/// <summary>
/// The handler at the end of the chain. netstandard2.0 knows <see cref="HttpClientHandler"/> only; where the platform has
/// SocketsHttpHandler (PowerShell 7), its connect timeout, the times of its connections and brotli are set by reflection: here and nowhere else.
/// </summary>
internal static class PlatformHandler
{
    /// <summary>How long to wait for a connection.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    /// <summary>After this a connection is not used again, so that a change in DNS reaches a session that lives for days.</summary>
    public static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>
    /// A connection that nobody used for this long is closed. Servers close idle ones after five seconds or later, many without a hint, and a
    /// mutation that is sent just then is lost: nobody knows whether it ran. The pool looks once a second, so four seconds are the most.
    /// </summary>
    public static readonly TimeSpan ConnectionIdleTime = TimeSpan.FromSeconds(3);

    // .NET Framework closes an idle connection when its time is over.
    private const int MaximumIdleMilliseconds = 4000;

    private const int MaximumHeaderKilobytes = 64;
    private const int MaximumConnections = 256;

    private static readonly Type? s_socketsHandler =
        typeof(HttpClient).Assembly.GetType("System.Net.Http.SocketsHttpHandler");

    /// <summary>Whether connections end by themselves; where not, the session replaces its handler by age.</summary>
    public static bool HasConnectionLifetime => s_socketsHandler is not null;

    /// <summary>
    /// Whether the read of a body ends with its token. Such an answer must not be closed before its read has ended: the connection would go
    /// back to the pool with the read still on it, and that read would take the answer to the next request.
    /// </summary>
    public static bool HasCancellableReads => s_socketsHandler is not null;

    private static readonly Type? s_brotliStream = Type.GetType("System.IO.Compression.BrotliStream, System.IO.Compression.Brotli");

    /// <summary>Whether the platform knows brotli.</summary>
    public static bool HasBrotli => s_brotliStream is not null;

    /// <summary>Reads what brotli compressed.</summary>
    public static Stream OpenBrotli(Stream stream) => (Stream)Activator.CreateInstance(s_brotliStream!, stream, CompressionMode.Decompress)!;

    public static HttpMessageHandler Create(TransportOptions options) =>
        // http is for this machine: a proxy would carry the password elsewhere in the clear.
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
    /// The same for .NET Framework, where the connections to an address belong to the process: for this session's address alone. What the
    /// process keeps of an address is forgotten when it is not used for a while, so this is to be said before each request.
    /// </summary>
    public static void LimitIdleTime(TransportOptions options)
    {
        var proxy = options.NoProxy || options.Endpoint.Scheme == Uri.UriSchemeHttp ? null : options.Proxy ?? WebRequest.DefaultWebProxy;
        var connections = ServicePointManager.FindServicePoint(options.Endpoint, proxy);
        if (connections.MaxIdleTime > MaximumIdleMilliseconds || connections.MaxIdleTime == Timeout.Infinite)
            connections.MaxIdleTime = MaximumIdleMilliseconds;
    }

    /// <summary>The handler of .NET Framework, and so of Windows PowerShell.</summary>
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

    // Windows PowerShell asks for what its own old target had: without this some machines offer TLS 1.0 and no more.
    private static void AllowTls12(HttpClientHandler handler)
    {
        try
        {
            handler.SslProtocols = SslProtocols.Tls12;
        }
        catch (PlatformNotSupportedException)
        {
            // Then the process's own setting counts, [Net.ServicePointManager]::SecurityProtocol.
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
