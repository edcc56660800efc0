namespace RfaAuth.Core.Tests.Support;

/// <summary>Keeps what a call tells.</summary>
internal sealed class ListLog : ICallLog
{
    private int _open;

    public ConcurrentQueue<string> Warnings { get; } = new();

    public ConcurrentQueue<string> Messages { get; } = new();

    /// <summary>The waits that were told, in their order.</summary>
    public ConcurrentQueue<CallWait> Waits { get; } = new();

    /// <summary>How many of them last.</summary>
    public int Open => _open;

    public bool ShowsVerbose => true;

    public void Verbose(string message) => Messages.Enqueue(message);

    public void Warning(string message) => Warnings.Enqueue(message);

    public IDisposable Waiting(CallWait wait)
    {
        Waits.Enqueue(wait);
        Interlocked.Increment(ref _open);
        return new End(this);
    }

    private sealed class End(ListLog owner) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref owner._open);
    }
}
