using RfaAuth.Core.Apis;
using RfaAuth.Core.Tokens;
using RfaAuth.Core.Transport;

namespace RfaAuth.Core.Sessions;

/// <summary>The options of a session. Immutable.</summary>
internal sealed record SessionOptions : TransportOptions
{
    /// <exception cref="Errors.RfaException">InvalidEndpoint.</exception>
    public SessionOptions(ServiceDefinition api, Uri endpoint)
        : base(endpoint) => Api = api;

    public ServiceDefinition Api { get; }

    /// <summary>The time limit for a whole call with its waits and retries.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How often a query is retried after a fault of the connection or a temporary refusal.</summary>
    public int MaximumRetryCount { get; init; } = 2;

    /// <summary>The wait before the first retry. It doubles each time, with jitter. A Retry-After header is used instead.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>If fewer cost points than this are left, calls wait until the service's budget refills; 0 turns that off.</summary>
    public long CostReserve { get; init; } = 200;

    /// <summary>Whether to try a credential that the service rejected in another process. The rejection is stored with the tokens.</summary>
    public bool RetryRejectedCredential { get; init; }

    /// <summary>The number of iterations of a rejected credential's hash. Tests use a small one.</summary>
    internal int HashIterations { get; init; } = RejectedCredential.UsualIterations;
}
