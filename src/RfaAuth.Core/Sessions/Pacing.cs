using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using RfaAuth.Core.Answers;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.Errors;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Time;

namespace RfaAuth.Core.Sessions;

/// <summary>
/// Holds the calls of a session back while the service asks for it (429 with Retry-After), and while its cost budget is nearly spent.
/// </summary>
internal sealed class Pacing
{
    // What one answer asks for does not stop a session for longer: after that the service is asked again.
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(5);

    private readonly IClock _clock;
    private readonly long _reserve;
    private long _pauseUntil;
    private Budget? _budget;

    /// <param name="clock">The time.</param>
    /// <param name="reserve">The cost points to leave untouched; 0: none.</param>
    public Pacing(IClock clock, long reserve)
    {
        _clock = clock;
        _reserve = reserve;
    }

    /// <summary>What the service last said of its budget.</summary>
    public ThrottleStatus? ThrottleStatus => Volatile.Read(ref _budget)?.Status;

    /// <summary>Takes note of what an answer asks for.</summary>
    public void Observe(Exchange exchange)
    {
        if (exchange.Http?.StatusCode == 429 && exchange.RetryAfter is { } pause)
            Volatile.Write(ref _pauseUntil, (_clock.Elapsed + (pause < s_longestPause ? pause : s_longestPause)).Ticks);
        if (exchange.Response?.ThrottleStatus is { } status)
            Volatile.Write(ref _budget, new Budget(status, _clock.Elapsed));
    }

    /// <summary>How long a call has to wait before it is sent.</summary>
    public TimeSpan Delay()
    {
        var now = _clock.Elapsed;
        var pause = TimeSpan.FromTicks(Volatile.Read(ref _pauseUntil)) - now;
        var refill = Volatile.Read(ref _budget) is { } budget ? CostBudget.Delay(budget.Status, now - budget.At, _reserve) : TimeSpan.Zero;
        var longer = pause > refill ? pause : refill;
        return longer > TimeSpan.Zero ? longer : TimeSpan.Zero;
    }

    /// <summary>Waits as long as it takes, unless the call's time would be over before.</summary>
    /// <exception cref="RfaException">TooManyRequests, at once: the wait would be longer than the call may last.</exception>
    public async Task WaitAsync(TimeSpan timeLeft, ICallLog log, CancellationToken cancellationToken)
    {
        var delay = Delay();
        if (delay <= TimeSpan.Zero)
            return;
        var reason = string.Format(
            CultureInfo.InvariantCulture, "The service asked for fewer requests, or its cost budget is nearly spent: {0:0.0} seconds to wait.", delay.TotalSeconds);
        if (delay >= timeLeft)
            throw new RfaException(ErrorCodes.TooManyRequests, reason) { IsRetryable = true, RetryAfter = delay };
        log.Verbose(reason);
        await _clock.Delay(delay, cancellationToken).ConfigureAwait(false);
    }

    private sealed record Budget(ThrottleStatus Status, TimeSpan At);
}
