using RfaAuth.Core.Time;

namespace RfaAuth.Core.Diagnostics;

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
