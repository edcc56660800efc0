using RfaAuth.Core.Diagnostics;

namespace RfaAuth.Calls.Exports;

/// <summary>Tells another log what it is told, and counts the waits. What ends as soon as an answer comes is none.</summary>
/// <param name="log">The other log.</param>
/// <param name="count">Counts one; safe from any thread.</param>
internal sealed class CountedWaits(ICallLog log, Action count) : ICallLog
{
    public bool ShowsVerbose => log.ShowsVerbose;

    public void Verbose(string message) => log.Verbose(message);

    public void Warning(string message) => log.Warning(message);

    public IDisposable Waiting(CallWait wait)
    {
        if (!wait.IsAtMost)
            count();
        return log.Waiting(wait);
    }
}
