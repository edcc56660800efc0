using RfaAuth.Core.Diagnostics;

namespace RfaAuth.Calls.Exports;

/// <summary>Tells another log what it is told, and counts the waits.</summary>
internal sealed class CountedWaits(ICallLog log) : ICallLog
{
    private long _count;

    /// <summary>How many waits there were. What ends as soon as an answer comes is none.</summary>
    public long Count => Interlocked.Read(ref _count);

    public bool ShowsVerbose => log.ShowsVerbose;

    public void Verbose(string message) => log.Verbose(message);

    public void Warning(string message) => log.Warning(message);

    public IDisposable Waiting(CallWait wait)
    {
        if (!wait.IsAtMost)
            Interlocked.Increment(ref _count);
        return log.Waiting(wait);
    }
}
