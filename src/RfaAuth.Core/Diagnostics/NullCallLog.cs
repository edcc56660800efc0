namespace RfaAuth.Core.Diagnostics;

/// <summary>For callers that want to hear nothing.</summary>
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

    /// <summary>What ends a wait that is shown nowhere.</summary>
    private sealed class NoWait : IDisposable
    {
        public static NoWait Instance { get; } = new();

        public void Dispose()
        {
        }
    }
}
