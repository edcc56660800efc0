using RfaAuth.Core.GraphQL;

namespace RfaAuth.Core.Sessions;

/// <summary>What may be known of a session: a snapshot without secrets. Times are UTC.</summary>
internal sealed record SessionStatus
{
    /// <summary>One of <see cref="SessionState"/>.</summary>
    public string State { get; init; } = SessionState.Connected;

    /// <summary>When the access token ends, as far as it says so; null where there is none, or the service ended it before.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What is left of the access token's life by this machine's clock; never negative, and nothing of one that the service refused.</summary>
    public TimeSpan? TimeLeft { get; init; }

    /// <summary>Whether the session can get a new access token by itself: by a refresh token or a credential that is not known to be dead.</summary>
    public bool CanRenew { get; init; }

    public bool HasRefreshToken { get; init; }

    public bool HasCredential { get; init; }

    /// <summary>How many access tokens replaced an earlier one.</summary>
    public long RenewalCount { get; init; }

    /// <summary>How many HTTP requests were sent, sign-ins and refreshes among them.</summary>
    public long RequestCount { get; init; }

    /// <summary>How many of them repeated an earlier one: after a fault, after a refusal for the rate, or with a new token.</summary>
    public long RetryCount { get; init; }

    /// <summary>How long requests were held back in all, because the service had asked for fewer or its cost budget was nearly spent. Calls at the same time count each.</summary>
    public TimeSpan PacingWait { get; init; }

    /// <summary>How long calls waited in all before they were sent again: as long as <c>Retry-After</c> said, or their back-off. Calls at the same time count each.</summary>
    public TimeSpan RetryWait { get; init; }

    /// <summary>The bytes of the requests' bodies.</summary>
    public long BytesSent { get; init; }

    /// <summary>The bytes of the answers' bodies, after decompression where the platform does it by itself.</summary>
    public long BytesReceived { get; init; }

    /// <summary>The cost points of the service's budget that the answers cost in all; null where it says nothing.</summary>
    public long? CostSpent { get; init; }

    /// <summary>The last failure's code and message; null where there was none.</summary>
    public string? LastError { get; init; }

    public ThrottleStatus? ThrottleStatus { get; init; }

    /// <summary>The mutations that were under way when a call was stopped: whether they ran is not known.</summary>
    public IReadOnlyList<InterruptedCall> LastInterrupted { get; init; } = [];
}

/// <param name="Operation">The operation's name.</param>
/// <param name="At">When the call was stopped, UTC.</param>
public sealed record InterruptedCall(string Operation, DateTimeOffset At)
{
    /// <summary>The call as it is shown: with the time of this machine.</summary>
    public override string ToString() => $"{Operation} at {At.ToLocalTime().DateTime}";
}
