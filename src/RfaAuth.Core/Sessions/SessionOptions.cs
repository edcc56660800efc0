using RfaAuth.Core.Apis;
using RfaAuth.Core.Tokens;
using RfaAuth.Core.Transport;

namespace RfaAuth.Core.Sessions;

/// <summary>What a session is set up with; never changed afterwards.</summary>
internal sealed record SessionOptions : TransportOptions
{
    /// <exception cref="Errors.RfaException">InvalidEndpoint.</exception>
    public SessionOptions(ServiceDefinition api, Uri endpoint)
        : base(endpoint) => Api = api;

    public ServiceDefinition Api { get; }

    /// <summary>The time for a whole call, waits and repetitions included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How often a query is repeated after a fault in transport.</summary>
    public int MaximumRetryCount { get; init; } = 2;

    /// <summary>The back-off before the first repetition, doubled each time, with jitter; Retry-After wins.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Below this many cost points left, calls wait for the service's budget to refill; 0 turns that off.</summary>
    public long CostReserve { get; init; } = 200;

    /// <summary>Whether a credential is tried that the service rejected in another process, as is remembered beside stored tokens.</summary>
    public bool RetryRejectedCredential { get; init; }

    /// <summary>How slow the hash of a rejected credential is to be; tests have no time for it.</summary>
    internal int HashIterations { get; init; } = RejectedCredential.UsualIterations;
}
