using RfaAuth.Core.GraphQL;

namespace RfaAuth.Core.Sessions;

/// <summary>A snapshot of a session's state, without secrets. Times are UTC.</summary>
internal sealed record SessionStatus
{
    /// <summary>One of the constants of <see cref="SessionState"/>.</summary>
    public string State { get; init; } = SessionState.Connected;

    /// <summary>When the access token expires; null if there is none, its end is not known, or the service refused it.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The time until the access token expires, by this machine's clock; never negative, and zero for a token that the service refused.</summary>
    public TimeSpan? TimeLeft { get; init; }

    /// <summary>Whether the session can get a new access token by itself, with a refresh token or a credential that is not known to be dead.</summary>
    public bool CanRenew { get; init; }

    public bool HasRefreshToken { get; init; }

    public bool HasCredential { get; init; }

    /// <summary>The number of access tokens that replaced an earlier one.</summary>
    public long RenewalCount { get; init; }

    /// <summary>The number of HTTP requests, sign-ins and refreshes included.</summary>
    public long RequestCount { get; init; }

    /// <summary>The number of requests that repeated an earlier one: after a fault, after a refusal because of the rate, or with a new token.</summary>
    public long RetryCount { get; init; }

    /// <summary>The total time for which requests were delayed, because of a rate limit or a nearly spent cost budget. Parallel calls count each.</summary>
    public TimeSpan PacingWait { get; init; }

    /// <summary>The total time that calls waited before a retry, as <c>Retry-After</c> or the back-off said. Parallel calls count each.</summary>
    public TimeSpan RetryWait { get; init; }

    /// <summary>The bytes of the requests' bodies.</summary>
    public long BytesSent { get; init; }

    /// <summary>The bytes of the answers' bodies. A body that the platform decompresses counts decompressed.</summary>
    public long BytesReceived { get; init; }

    /// <summary>The total cost of the answers in points; null if no answer had a cost.</summary>
    public long? CostSpent { get; init; }

    /// <summary>The code and message of the last failure; null if there was none.</summary>
    public string? LastError { get; init; }

    public ThrottleStatus? ThrottleStatus { get; init; }

    /// <summary>The mutations that were running when their calls were stopped. It is not known whether they ran to their end.</summary>
    public IReadOnlyList<InterruptedCall> LastInterrupted { get; init; } = [];
}

/// <param name="Operation">The operation's name.</param>
/// <param name="At">When the call was stopped, UTC.</param>
public sealed record InterruptedCall(string Operation, DateTimeOffset At)
{
    /// <summary>The call for display, with local time.</summary>
    public override string ToString() => $"{Operation} at {At.ToLocalTime().DateTime}";
}
