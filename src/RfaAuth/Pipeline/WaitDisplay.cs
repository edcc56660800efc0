using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.Time;

namespace RfaAuth.Pipeline;

/// <summary>
/// Shows the waits of a cmdlet's calls in one progress record: the wait that ends last, after two seconds. Safe from any thread.
/// </summary>
internal sealed class WaitDisplay(IClock clock, string cmdlet)
{
    /// <summary>The id differs from those of a batch and of a list, whose progress is shown at the same time.</summary>
    private const int ProgressId = 3;

    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(2);

    private readonly object _gate = new();
    private readonly List<Shown> _shown = [];
    private Shown? _last;

    /// <param name="wait">The new wait.</param>
    /// <param name="write">Writes a record to the pipeline, or does nothing if the pipeline is gone.</param>
    /// <returns>Ends the wait when it is disposed.</returns>
    public IDisposable Begin(CallWait wait, Action<ProgressRecord> write)
    {
        var shown = new Shown(this, wait, clock.UtcNow + wait.Duration, write);
        // Most answers come before that.
        if (wait.IsAtMost)
            shown.ShowAfter(clock.CreateCancellationTokenSource(s_long));
        else if (wait.Duration > s_long)
            Show(shown);
        return shown;
    }

    private void Show(Shown shown)
    {
        lock (_gate)
        {
            if (shown.HasEnded)
                return;
            _shown.Add(shown);
            Update(shown.Write);
        }
    }

    private void End(Shown shown)
    {
        lock (_gate)
        {
            shown.HasEnded = true;
            if (_shown.Remove(shown))
                Update(shown.Write);
        }
    }

    private void Update(Action<ProgressRecord> write)
    {
        // A timed wait is more informative than the wait for an answer.
        var next = _shown.OrderBy(shown => shown.Wait.IsAtMost).ThenByDescending(shown => shown.Until).FirstOrDefault();
        if (next == _last)
            return;
        _last = next;
        write(next is null
            ? new ProgressRecord(ProgressId, Activity, "Done") { RecordType = ProgressRecordType.Completed }
            : new ProgressRecord(ProgressId, Activity, Describe(next))
            {
                SecondsRemaining = next.Wait.IsAtMost ? -1 : (int)Math.Ceiling(next.Wait.Duration.TotalSeconds),
            });
    }

    private string Activity => cmdlet + " is waiting";

    private static string Describe(Shown shown) => string.Format(
        CultureInfo.InvariantCulture,
        "{0}: {1}{2:0} seconds, until {3:HH':'mm':'ss}",
        shown.Wait.Reason,
        shown.Wait.IsAtMost ? "at most " : "",
        Math.Ceiling(shown.Wait.Duration.TotalSeconds),
        shown.Until.ToLocalTime());

    private sealed class Shown(WaitDisplay owner, CallWait wait, DateTimeOffset until, Action<ProgressRecord> write) : IDisposable
    {
        private CancellationTokenSource? _timer;

        public CallWait Wait => wait;

        public Action<ProgressRecord> Write => write;

        public DateTimeOffset Until => until;

        /// <summary>Guarded by the owner's lock.</summary>
        public bool HasEnded { get; set; }

        public void ShowAfter(CancellationTokenSource timer)
        {
            _timer = timer;
            timer.Token.Register(static state => ((Shown)state!).Show(), this);
        }

        public void Dispose()
        {
            _timer?.Dispose();
            owner.End(this);
        }

        private void Show() => owner.Show(this);
    }
}
