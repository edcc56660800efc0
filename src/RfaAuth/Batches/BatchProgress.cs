using System;
using System.Globalization;
using System.Management.Automation;
using RfaAuth.Core.Time;

namespace RfaAuth.Batches;

/// <summary>Tells how far a batch is, now and then, and without values. A batch that is quick shows nothing.</summary>
internal sealed class BatchProgress(Cmdlet cmdlet, IClock clock, string operation)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(500);

    private TimeSpan _last = clock.Elapsed;
    private bool _isShown;

    public void Report(long done, int inFlight, long errors)
    {
        if (clock.Elapsed - _last < s_interval)
            return;
        _last = clock.Elapsed;
        _isShown = true;
        cmdlet.WriteProgress(Record(string.Format(CultureInfo.InvariantCulture, "{0} done, {1} in flight, {2} with errors", done, inFlight, errors)));
    }

    public void Complete()
    {
        if (!_isShown)
            return;
        var record = Record("Done");
        record.RecordType = ProgressRecordType.Completed;
        cmdlet.WriteProgress(record);
    }

    // Progress of other cmdlets in the pipeline has other sources, so one number does for all.
    private ProgressRecord Record(string status) => new(1, $"Invoke-RfaGraphQL: {operation}", status);
}
