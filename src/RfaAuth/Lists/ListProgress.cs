using System;
using System.Globalization;
using System.Management.Automation;
using System.Threading.Tasks;
using RfaAuth.Commands;
using RfaAuth.Core.Time;

namespace RfaAuth.Lists;

/// <summary>Tells how far a list is, now and then. A list that is quick shows nothing.</summary>
internal sealed class ListProgress(CmdletPipeline pipeline, IClock clock, string operation)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(500);

    private TimeSpan _last = clock.Elapsed;
    private long _items;
    private bool _isShown;

    /// <param name="items">How many more items are written.</param>
    /// <param name="total">How many the list has; null where nobody knows.</param>
    public async Task ReportAsync(int items, long? total)
    {
        _items += items;
        if (clock.Elapsed - _last < s_interval)
            return;
        _last = clock.Elapsed;
        _isShown = true;
        var record = Record(total is null
            ? string.Format(CultureInfo.InvariantCulture, "{0} items", _items)
            : string.Format(CultureInfo.InvariantCulture, "{0} of {1} items", _items, total));
        // A list may grow on the way, and -Skip leaves some of it out.
        if (total > 0)
            record.PercentComplete = (int)Math.Min(100, 100 * (double)_items / total.Value);
        await pipeline.WriteProgressAsync(record).ConfigureAwait(false);
    }

    public async Task CompleteAsync()
    {
        if (!_isShown)
            return;
        var record = Record("Done");
        record.RecordType = ProgressRecordType.Completed;
        await pipeline.WriteProgressAsync(record).ConfigureAwait(false);
    }

    // Another number than that of a batch, whose progress goes on around this one.
    private ProgressRecord Record(string status) => new(2, $"Invoke-RfaGraphQL: {operation}", status);
}
