using Microsoft.Extensions.Time.Testing;

namespace RfaAuth.Core.Tests.Sandbox;

/// <summary>A clock that stands still until a test moves it, and knows how many timers wait for that.</summary>
internal sealed class SandboxClock() : FakeTimeProvider(new DateTimeOffset(2025, 6, 1, 12, 0, 0, TimeSpan.Zero))
{
    private int _pendingTimers;

    public int PendingTimers => Volatile.Read(ref _pendingTimers);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var isPending = 1;
        void End()
        {
            if (Interlocked.Exchange(ref isPending, 0) == 1)
                Interlocked.Decrement(ref _pendingTimers);
        }

        var timer = base.CreateTimer(
            given =>
            {
                End();
                callback(given);
            },
            state,
            dueTime,
            period);
        // Only now: a test that sees it moves the clock, and the timer has to be there.
        Interlocked.Increment(ref _pendingTimers);
        return new Timer(timer, End);
    }

    private sealed class Timer(ITimer timer, Action end) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

        public void Dispose()
        {
            end();
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            end();
            return timer.DisposeAsync();
        }
    }
}
