using RfaAuth.Core.Time;

namespace RfaAuth.Core.Tests.Support;

/// <summary>A clock that a test holds. With <see cref="SkipsDelays"/> a wait ends at once and the time is the later for it.</summary>
internal sealed class ManualClock : IClock
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private readonly List<Timer> _timers = [];
    private TimeSpan _elapsed;
    private TimeSpan _skew;

    public bool SkipsDelays { get; init; } = true;

    /// <summary>Whether deadlines pass. Off where a test turns the clock while work goes on in the background, which takes no time by it.</summary>
    public bool HasDeadlines { get; init; } = true;

    /// <summary>Every wait that was asked for.</summary>
    public List<TimeSpan> Delays { get; } = [];

    /// <summary>Runs once, when the time that passed is asked for next: what another thread does just then.</summary>
    public Action? Meanwhile { get; set; }

    public DateTimeOffset UtcNow => s_start + Passed + _skew;

    public TimeSpan Elapsed
    {
        get
        {
            var (passed, meanwhile) = (Passed, Meanwhile);
            Meanwhile = null;
            meanwhile?.Invoke();
            return passed;
        }
    }

    private TimeSpan Passed
    {
        get
        {
            lock (_gate)
                return _elapsed;
        }
    }

    /// <summary>Turns the wall clock, not the time that passes.</summary>
    public void Turn(TimeSpan by) => _skew += by;

    public void Advance(TimeSpan by)
    {
        List<Timer> due;
        lock (_gate)
        {
            _elapsed += by;
            due = _timers.Where(t => t.At <= _elapsed).ToList();
            _timers.RemoveAll(due.Contains);
        }

        foreach (var timer in due)
            timer.Fire();
    }

    public Task Delay(TimeSpan delay, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
            Delays.Add(delay);
        if (SkipsDelays)
        {
            Advance(delay);
            return cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : Task.CompletedTask;
        }

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cancellationToken.Register(() => done.TrySetCanceled(cancellationToken));
        Add(delay, () => done.TrySetResult());
        return done.Task;
    }

    public CancellationTokenSource CreateCancellationTokenSource(TimeSpan delay)
    {
        var source = new CancellationTokenSource();
        if (!HasDeadlines)
            return source;
        Add(delay, () =>
        {
            try
            {
                source.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The call ended before its deadline.
            }
        });
        return source;
    }

    private void Add(TimeSpan delay, Action fire)
    {
        lock (_gate)
            _timers.Add(new Timer(_elapsed + delay, fire));
    }

    private sealed record Timer(TimeSpan At, Action Fire);
}
