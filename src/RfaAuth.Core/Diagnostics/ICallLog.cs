using RfaAuth.Core.Time;

namespace RfaAuth.Core.Diagnostics;

/// <summary>
/// Receives the messages of one call. Each call has its own log, because several pipelines can share a session.
/// May be called from any thread. Texts never hold a secret.
/// </summary>
internal interface ICallLog
{
    /// <summary>Whether <see cref="Verbose"/> is shown. If not, the caller need not make the text.</summary>
    bool ShowsVerbose { get; }

    /// <summary>A step of the call (PowerShell's verbose stream).</summary>
    void Verbose(string message);

    /// <summary>A problem that the user should know about although the call goes on (PowerShell's warning stream).</summary>
    void Warning(string message);

    /// <summary>Shows a wait until the result is disposed (PowerShell's progress).</summary>
    IDisposable Waiting(CallWait wait);
}

/// <summary>A wait of a call, for display. It never holds a secret.</summary>
/// <param name="Reason">The reason, as the beginning of a sentence. It has no text from the service.</param>
/// <param name="Duration">The length of the wait.</param>
/// <param name="IsAtMost">Whether the duration is a limit: the wait ends earlier if an answer comes.</param>
internal sealed record CallWait(string Reason, TimeSpan Duration, bool IsAtMost = false);

/// <summary>Waits, and shows the wait while it lasts.</summary>
internal static class CallWaits
{
    public static string Describe(CallWait wait) =>
        string.Format(CultureInfo.InvariantCulture, "{0}: waiting {1:0.0} seconds.", wait.Reason, wait.Duration.TotalSeconds);

    /// <summary>Waits. The verbose stream and the progress display show the wait.</summary>
    public static async Task WaitAsync(this ICallLog log, CallWait wait, IClock clock, CancellationToken cancellationToken)
    {
        log.Verbose(Describe(wait));
        using (log.Waiting(wait))
            await clock.Delay(wait.Duration, cancellationToken).ConfigureAwait(false);
    }
}

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
