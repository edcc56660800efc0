namespace RfaAuth.Core.Tests.Support;

/// <summary>A thread that steps of a call could want to come back to, as that of a window: it counts those that do.</summary>
internal sealed class CallerThread : SynchronizationContext
{
    private int _returns;

    public int Returns => Volatile.Read(ref _returns);

    /// <summary>Begins a call on this thread; its steps that take time end after this.</summary>
    public T Start<T>(Func<T> call)
        where T : Task
    {
        var before = Current;
        try
        {
            SetSynchronizationContext(this);
            return call();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        Interlocked.Increment(ref _returns);
        base.Post(d, state);
    }
}
