using RfaAuth.Core.Answers;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Time;

namespace RfaAuth.Core.Sessions;

/// <summary>
/// Delays the requests of a session, sign-ins and refreshes included. It does so while the service asks for it (a refusal because of the rate
/// with a time to wait), and while the cost budget is nearly spent.
/// </summary>
internal sealed class Pacing
{
    // The longest pause that one answer can cause. After it the service is asked again.
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(5);

    private readonly IClock _clock;
    private readonly long _reserve;
    private readonly CostRule? _rule;
    private readonly SessionMeter _meter;
    private long _pauseUntil;
    private Budget? _budget;

    /// <param name="clock">The time.</param>
    /// <param name="reserve">The cost points to leave unused; 0: none.</param>
    /// <param name="rule">How the budget refills if the answers do not say so; null if not known.</param>
    /// <param name="meter">Counts waits and costs.</param>
    public Pacing(IClock clock, long reserve, CostRule? rule, SessionMeter meter)
    {
        _rule = rule;
        _meter = meter;
        _clock = clock;
        _reserve = reserve;
    }

    /// <summary>The budget in the last answer that had one.</summary>
    public ThrottleStatus? ThrottleStatus => Volatile.Read(ref _budget)?.Status;

    /// <summary>Learns from an answer how long to wait.</summary>
    public void Observe(Exchange exchange)
    {
        var isRefused = exchange.Refusal == Refusal.Rate;
        if (isRefused && exchange.RetryAfter is { } pause && !exchange.IsAboutLogIns)
            Volatile.Write(ref _pauseUntil, (_clock.Elapsed + (pause < s_longestPause ? pause : s_longestPause)).Ticks);
        if (exchange.Response?.ThrottleStatus is not { } status)
            return;
        Volatile.Write(ref _budget, new Budget(status, _clock.Elapsed, isRefused));
        _meter.Spent(status);
    }

    /// <summary>The wait before the next request.</summary>
    public TimeSpan Delay() => Next().Delay is var delay && delay > TimeSpan.Zero ? delay : TimeSpan.Zero;

    /// <summary>The wait of a request that was just refused for its cost; null if the answer has no budget.</summary>
    public TimeSpan? RefillAfter(Exchange exchange) =>
        exchange is { Refusal: Refusal.Rate, Response.ThrottleStatus: not null } && Delay() is var delay && delay > TimeSpan.Zero ? delay : null;

    /// <summary>Waits as long as necessary, unless the call's time would end before.</summary>
    /// <exception cref="RfaException">TooManyRequests, at once: the wait would be longer than the call may last.</exception>
    public async Task WaitAsync(TimeSpan timeLeft, ICallLog log, CancellationToken cancellationToken)
    {
        if (Require(timeLeft) is { } wait)
            await _meter.WaitForPacingAsync(wait, log, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The wait before a request; null if it may be sent at once.</summary>
    /// <exception cref="RfaException">TooManyRequests: the wait would be longer than the call may last.</exception>
    public CallWait? Require(TimeSpan timeLeft)
    {
        var (delay, reason) = Next();
        if (delay <= TimeSpan.Zero)
            return null;
        return delay < timeLeft
            ? new CallWait(reason, delay)
            : throw new RfaException(
                ErrorCodes.TooManyRequests,
                string.Format(CultureInfo.InvariantCulture, "{0}: {1:0.0} seconds to wait, which is longer than this call may last.", reason, delay.TotalSeconds))
            {
                IsRetryable = true,
                RetryAfter = delay,
            };
    }

    private (TimeSpan Delay, string Reason) Next()
    {
        var now = _clock.Elapsed;
        var pause = TimeSpan.FromTicks(Volatile.Read(ref _pauseUntil)) - now;
        var budget = Volatile.Read(ref _budget);
        var refill = budget is null ? TimeSpan.Zero : CostBudget.Delay(budget.Status, now - budget.At, budget.IsRefused ? CostBudget.Needed(budget.Status, _reserve) : _reserve, _rule);
        return budget is not null && refill > pause && refill > TimeSpan.Zero
            ? (refill, $"The service's cost budget is nearly spent ({budget.Status.CurrentlyAvailable} of {budget.Status.MaximumAvailable} points were left)")
            : (pause, "The service asked for fewer requests");
    }

    private sealed record Budget(ThrottleStatus Status, TimeSpan At, bool IsRefused);
}
