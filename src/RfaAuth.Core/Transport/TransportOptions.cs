using System.Net;
using RfaAuth.Core.Time;

namespace RfaAuth.Core.Transport;

/// <summary>How requests reach the service; never changed afterwards.</summary>
internal record TransportOptions
{
    /// <exception cref="Errors.RfaException">InvalidEndpoint.</exception>
    public TransportOptions(Uri endpoint) => Endpoint = EndpointPolicy.Check(endpoint);

    /// <summary>The only address that ever receives a request: https, or http on loopback.</summary>
    public Uri Endpoint { get; }

    /// <summary>The largest body accepted, in bytes after decompression.</summary>
    public long MaximumResponseSize { get; init; } = 256L * 1024 * 1024;

    /// <summary>Headers sent with each request beside our own.</summary>
    /// <exception cref="Errors.RfaException">InvalidHeader.</exception>
    public IReadOnlyDictionary<string, string> Headers
    {
        get;
        init => field = HeaderPolicy.Check(value);
    } = new Dictionary<string, string>();

    /// <summary>Those of their values that are secret, so that no message repeats them.</summary>
    internal IReadOnlyList<string> HeaderSecrets { get; init; } = [];

    /// <summary>The proxy; null: the system's unless <see cref="NoProxy"/>.</summary>
    public IWebProxy? Proxy { get; init; }

    public bool NoProxy { get; init; }

    /// <summary>Accepts any server certificate: for test installations only.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>The User-Agent header.</summary>
    public string UserAgent { get; init; } = "RfaAuth";

    internal IClock Clock { get; init; } = SystemClock.Instance;

    /// <summary>For tests: what stands in for the network.</summary>
    internal Func<HttpMessageHandler>? HandlerFactory { get; init; }
}
