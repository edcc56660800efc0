using RfaAuth.Core.Time;

namespace RfaAuth.Core.Diagnostics;

/// <summary>What a call waits for. Neither text nor numbers are ever secret.</summary>
/// <param name="Reason">Why, as the beginning of a sentence; nothing that a service wrote.</param>
/// <param name="Duration">How long.</param>
/// <param name="IsAtMost">Whether it ends as soon as an answer comes, and after the duration at the latest.</param>
internal sealed record CallWait(string Reason, TimeSpan Duration, bool IsAtMost = false);

/// <summary>Waits that are told while they last.</summary>
internal static class CallWaits
{
    public static string Describe(CallWait wait) =>
        string.Format(CultureInfo.InvariantCulture, "{0}: waiting {1:0.0} seconds.", wait.Reason, wait.Duration.TotalSeconds);

    /// <summary>Waits, and tells it in the verbose stream and as a wait under way.</summary>
    public static async Task WaitAsync(this ICallLog log, CallWait wait, IClock clock, CancellationToken cancellationToken)
    {
        log.Verbose(Describe(wait));
        using (log.Waiting(wait))
            await clock.Delay(wait.Duration, cancellationToken).ConfigureAwait(false);
    }
}
