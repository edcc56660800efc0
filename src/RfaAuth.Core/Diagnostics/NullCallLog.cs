namespace RfaAuth.Core.Diagnostics;

/// <summary>A log that drops all messages.</summary>
internal sealed class NullCallLog : ICallLog
{
    public static NullCallLog Instance { get; } = new();

    public bool ShowsVerbose => false;

    public void Verbose(string message)
    {
    }

    public void Warning(string message)
    {
    }

    public IDisposable Waiting(CallWait wait) => NoWait.Instance;

    /// <summary>The result for a wait that is not shown.</summary>
    private sealed class NoWait : IDisposable
    {
        public static NoWait Instance { get; } = new();

        public void Dispose()
        {
        }
    }
}
