namespace RfaAuth.Sandbox.Tour;

/// <summary>The sandbox's clock: the true time, put forward so that an hour's token dies without an hour's wait.</summary>
internal sealed class MovableClock : TimeProvider
{
    private TimeSpan _forward;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _forward;

    public void PutForward(TimeSpan time) => _forward += time;
}
