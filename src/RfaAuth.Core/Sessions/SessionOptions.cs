using System;
using System.Collections.Generic;
using System.Net;
using RfaAuth.Core.Apis;
using RfaAuth.Core.Time;
using RfaAuth.Core.Tokens;
using RfaAuth.Core.Transport;

namespace RfaAuth.Core.Sessions;

/// <summary>What a session is set up with; never changed afterwards.</summary>
public sealed record SessionOptions
{
    public SessionOptions(IServiceApi api, Uri endpoint)
    {
        Api = api;
        Endpoint = EndpointPolicy.Check(endpoint);
    }

    public IServiceApi Api { get; }

    /// <summary>The only address that ever receives a request: https, or http on loopback.</summary>
    public Uri Endpoint { get; }

    /// <summary>The time for a whole call, waits and repetitions included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How often a query is repeated after a fault in transport.</summary>
    public int MaximumRetryCount { get; init; } = 2;

    /// <summary>The back-off before the first repetition, doubled each time, with jitter; Retry-After wins.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The largest body accepted, in bytes after decompression.</summary>
    public long MaximumResponseSize { get; init; } = 256L * 1024 * 1024;

    /// <summary>Below this many cost points left, calls wait for the service's budget to refill; 0 turns that off.</summary>
    public long CostReserve { get; init; } = 200;

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

    /// <summary>Whether a credential is tried that the service rejected in another process, as is remembered beside stored tokens.</summary>
    public bool RetryRejectedCredential { get; init; }

    /// <summary>The User-Agent header.</summary>
    public string UserAgent { get; init; } = "RfaAuth";

    /// <summary>How slow the hash of a rejected credential is to be; tests have no time for it.</summary>
    internal int HashIterations { get; init; } = RejectedCredential.UsualIterations;

    internal IClock Clock { get; init; } = SystemClock.Instance;

    /// <summary>For tests: what stands in for the network.</summary>
    internal Func<System.Net.Http.HttpMessageHandler>? HandlerFactory { get; init; }
}
