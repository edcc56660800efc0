using RfaAuth.Core.Diagnostics;

namespace RfaAuth.Calls.Exports;

/// <summary>Passes messages to another log, and counts the waits. The wait for an answer does not count.</summary>
/// <param name="log">The other log.</param>
/// <param name="count">Adds one to the count. Must be safe from any thread.</param>
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
