using System.Net;
using RfaAuth.Core.Time;

namespace RfaAuth.Core.Transport;

/// <summary>The options for sending requests. Immutable.</summary>
internal record TransportOptions
{
    /// <exception cref="Errors.RfaException">InvalidEndpoint.</exception>
    public TransportOptions(Uri endpoint) => Endpoint = EndpointPolicy.Check(endpoint);

    /// <summary>The only address that ever receives a request: https, or http on loopback.</summary>
    public Uri Endpoint { get; }

    /// <summary>The largest accepted body, in bytes after decompression.</summary>
    public long MaximumResponseSize { get; init; } = 256L * 1024 * 1024;

    /// <summary>The user's headers, sent with each request.</summary>
    /// <exception cref="Errors.RfaException">InvalidHeader.</exception>
    public IReadOnlyDictionary<string, string> Headers
    {
        get;
        init => field = HeaderPolicy.Check(value);
    } = new Dictionary<string, string>();

    /// <summary>The secret values of these headers. No message repeats them.</summary>
    internal IReadOnlyList<string> HeaderSecrets { get; init; } = [];

    /// <summary>The proxy; null: the system's, unless <see cref="NoProxy"/> is set.</summary>
    public IWebProxy? Proxy { get; init; }

    public bool NoProxy { get; init; }

    /// <summary>Whether any server certificate is accepted. Only for test installations.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>The User-Agent header.</summary>
    public string UserAgent { get; init; } = "RfaAuth";

    internal IClock Clock { get; init; } = SystemClock.Instance;

    /// <summary>Replaces the network in tests.</summary>
    internal Func<HttpMessageHandler>? HandlerFactory { get; init; }
}
