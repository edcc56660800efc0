using RfaAuth.Core.Time;

namespace RfaAuth.Output;

/// <summary>
/// The progress records of something long: one now and then, with numbers and names and never with values. What is quick shows
/// nothing. Not thread safe.
/// </summary>
/// <param name="clock">Which time.</param>
/// <param name="id">The number of the records: two that go on around each other have different ones.</param>
/// <param name="operation">The operation's name.</param>
internal sealed class PacedProgress(IClock clock, int id, string operation)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(500);

    private TimeSpan _last = clock.Elapsed;
    private bool _isShown;

    /// <param name="status">How far it is; asked for only where it is shown.</param>
    /// <param name="percent">How much of it is done; -1: nobody knows.</param>
    /// <returns>What is to be written; null: nothing yet.</returns>
    public ProgressRecord? Next(Func<string> status, int percent = -1)
    {
        if (clock.Elapsed - _last < s_interval)
            return null;
        _last = clock.Elapsed;
        _isShown = true;
        return new ProgressRecord(id, Activity, status()) { PercentComplete = percent };
    }

    /// <param name="list">How far a list is.</param>
    /// <returns>What is to be written; null: nothing yet.</returns>
    public ProgressRecord? Next(ListProgress list)
    {
        var record = Next(list.Describe, list.Percent);
        if (record is not null)
            record.SecondsRemaining = list.SecondsLeft;
        return record;
    }

    /// <returns>What takes the progress away; null where none was shown.</returns>
    public ProgressRecord? End()
    {
        if (!_isShown)
            return null;
        _isShown = false;
        return new ProgressRecord(id, Activity, "Done") { RecordType = ProgressRecordType.Completed };
    }

    private string Activity => $"Invoke-RfaGraphQL: {operation}";
}
