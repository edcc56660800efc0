using RfaAuth.Core.Time;

namespace RfaAuth.Output;

/// <summary>
/// Makes the progress records of long work, at intervals. They have numbers and names and no values. Short work shows
/// nothing. Not thread safe.
/// </summary>
/// <param name="clock">The time.</param>
/// <param name="id">The id of the records. Progress that is shown at the same time needs another id.</param>
/// <param name="operation">The operation's name.</param>
internal sealed class PacedProgress(IClock clock, int id, string operation)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(500);

    private TimeSpan _last = clock.Elapsed;
    private bool _isShown;

    /// <param name="status">Makes the text. It is called only if the record is shown.</param>
    /// <param name="percent">The finished part in percent; -1 if not known.</param>
    /// <returns>The record to write; null if none is due.</returns>
    public ProgressRecord? Next(Func<string> status, int percent = -1)
    {
        if (clock.Elapsed - _last < s_interval)
            return null;
        _last = clock.Elapsed;
        _isShown = true;
        return new ProgressRecord(id, Activity, status()) { PercentComplete = percent };
    }

    /// <param name="list">The progress of a list.</param>
    /// <returns>The record to write; null if none is due.</returns>
    public ProgressRecord? Next(ListProgress list)
    {
        var record = Next(list.Describe, list.Percent);
        if (record is not null)
            record.SecondsRemaining = list.SecondsLeft;
        return record;
    }

    /// <returns>The record that removes the progress; null if none was shown.</returns>
    public ProgressRecord? End()
    {
        if (!_isShown)
            return null;
        _isShown = false;
        return new ProgressRecord(id, Activity, "Done") { RecordType = ProgressRecordType.Completed };
    }

    private string Activity => $"Invoke-RfaGraphQL: {operation}";
}
