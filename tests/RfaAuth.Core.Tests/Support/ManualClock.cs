using Microsoft.Extensions.Time.Testing;

namespace RfaAuth.Core.Tests.Support;

/// <summary>A clock that a test holds. With <see cref="SkipsDelays"/> a wait ends at once and the time is the later for it.</summary>
internal sealed class ManualClock : IClock
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly Lock _gate = new();
    private TimeSpan _skew;

    public bool SkipsDelays { get; init; } = true;

    /// <summary>Whether deadlines pass. Off where a test turns the clock while work goes on in the background, which takes no time by it.</summary>
    public bool HasDeadlines { get; init; } = true;

    /// <summary>Every wait that was asked for.</summary>
    public List<TimeSpan> Delays { get; } = [];

    /// <summary>Runs once, when the time that passed is asked for next: what another thread does just then.</summary>
    public Action? Meanwhile { get; set; }

    public DateTimeOffset UtcNow => _time.GetUtcNow() + _skew;

    public TimeSpan Elapsed
    {
        get
        {
            var (passed, meanwhile) = (_time.GetUtcNow() - _time.Start, Meanwhile);
            Meanwhile = null;
            meanwhile?.Invoke();
            return passed;
        }
    }

    /// <summary>Turns the wall clock, not the time that passes.</summary>
    public void Turn(TimeSpan by) => _skew += by;

    public void Advance(TimeSpan by) => _time.Advance(by);

    public Task Delay(TimeSpan delay, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // The wait begins first: a test that sees it in Delays may end it by Advance.
        var wait = SkipsDelays ? Task.CompletedTask : Task.Delay(delay, _time, cancellationToken);
        lock (_gate)
            Delays.Add(delay);
        if (!SkipsDelays)
            return wait;
        Advance(delay);
        return cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : Task.CompletedTask;
    }

    public CancellationTokenSource CreateCancellationTokenSource(TimeSpan delay) =>
        HasDeadlines ? new CancellationTokenSource(delay, _time) : new CancellationTokenSource();
}
