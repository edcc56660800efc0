using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Time;

namespace RfaAuth.Core.Sessions;

/// <summary>Counts the waits, retries and costs of a session's calls. Safe from any thread.</summary>
internal sealed class SessionMeter
{
    private readonly IClock _clock;
    private long _retries;
    private long _pacing;
    private long _retrying;
    private long _cost;
    private int _hasCost;

    public SessionMeter(IClock clock) => _clock = clock;

    /// <summary>The number of requests that repeated an earlier one.</summary>
    public long RetryCount => Interlocked.Read(ref _retries);

    /// <summary>The total time for which requests were delayed, because of a rate limit or a nearly spent budget.</summary>
    public TimeSpan PacingWait => TimeSpan.FromTicks(Interlocked.Read(ref _pacing));

    /// <summary>The total time that calls waited before a retry.</summary>
    public TimeSpan RetryWait => TimeSpan.FromTicks(Interlocked.Read(ref _retrying));

    /// <summary>The total cost of the answers in points; null if no answer had a cost.</summary>
    public long? CostSpent => Volatile.Read(ref _hasCost) == 1 ? Interlocked.Read(ref _cost) : null;

    /// <summary>Counts a request that repeats an earlier one.</summary>
    public void Repeated() => Interlocked.Increment(ref _retries);

    /// <summary>Adds the cost of an answer.</summary>
    public void Spent(ThrottleStatus status)
    {
        if (status.ActualQueryCost is not { } cost)
            return;
        Interlocked.Add(ref _cost, cost);
        Volatile.Write(ref _hasCost, 1);
    }

    /// <summary>Waits until a request may be sent.</summary>
    public async Task WaitForPacingAsync(CallWait wait, ICallLog log, CancellationToken cancellationToken) =>
        Interlocked.Add(ref _pacing, await WaitAsync(wait, log, cancellationToken).ConfigureAwait(false));

    /// <summary>Waits before a call is sent again.</summary>
    public async Task WaitForRetryAsync(CallWait wait, ICallLog log, CancellationToken cancellationToken) =>
        Interlocked.Add(ref _retrying, await WaitAsync(wait, log, cancellationToken).ConfigureAwait(false));

    // A cancelled wait is not counted, because the call got nothing for it.
    private async Task<long> WaitAsync(CallWait wait, ICallLog log, CancellationToken cancellationToken)
    {
        var began = _clock.Elapsed;
        await log.WaitAsync(wait, _clock, cancellationToken).ConfigureAwait(false);
        return (_clock.Elapsed - began).Ticks;
    }
}
