using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Time;

namespace RfaAuth.Core.Sessions;

/// <summary>Adds up what a session's calls wait for, repeat and spend. Any number of calls may do so at once.</summary>
internal sealed class SessionMeter
{
    private readonly IClock _clock;
    private long _retries;
    private long _pacing;
    private long _retrying;
    private long _cost;
    private int _hasCost;

    public SessionMeter(IClock clock) => _clock = clock;

    /// <summary>How many requests repeated an earlier one.</summary>
    public long RetryCount => Interlocked.Read(ref _retries);

    /// <summary>How long requests were held back in all, because the service asked for fewer or its budget was nearly spent.</summary>
    public TimeSpan PacingWait => TimeSpan.FromTicks(Interlocked.Read(ref _pacing));

    /// <summary>How long calls waited in all before they were sent again.</summary>
    public TimeSpan RetryWait => TimeSpan.FromTicks(Interlocked.Read(ref _retrying));

    /// <summary>The points that the answers cost in all; null where none told its cost.</summary>
    public long? CostSpent => Volatile.Read(ref _hasCost) == 1 ? Interlocked.Read(ref _cost) : null;

    /// <summary>Counts a request that repeats an earlier one.</summary>
    public void Repeated() => Interlocked.Increment(ref _retries);

    /// <summary>Adds what an answer cost.</summary>
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

    // A wait that its call gave up is none of those that brought anything.
    private async Task<long> WaitAsync(CallWait wait, ICallLog log, CancellationToken cancellationToken)
    {
        var began = _clock.Elapsed;
        await log.WaitAsync(wait, _clock, cancellationToken).ConfigureAwait(false);
        return (_clock.Elapsed - began).Ticks;
    }
}
