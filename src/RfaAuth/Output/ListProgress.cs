namespace RfaAuth.Output;

/// <summary>The progress of a list, in numbers only. Pure.</summary>
/// <param name="Count">The number of items so far, with those of earlier runs.</param>
/// <param name="Total">The number of items in the list; null if not known. A list may grow meanwhile, and -Skip leaves out some items.</param>
/// <param name="Rate">The items per second; 0 if not known yet.</param>
internal sealed record ListProgress(long Count, long? Total, double Rate)
{
    /// <summary>The finished part in percent; -1 if not known.</summary>
    public int Percent => Total > 0 ? (int)Math.Min(100, 100 * (double)Count / Total.Value) : -1;

    /// <summary>The seconds that are left at this rate; -1 if not known.</summary>
    public int SecondsLeft => Total >= Count && Total > 0 && Rate > 0 ? (int)Math.Min(int.MaxValue, Math.Ceiling((Total.Value - Count) / Rate)) : -1;

    /// <param name="count">The number of items so far, with those of earlier runs.</param>
    /// <param name="inThisRun">The number of items in this run.</param>
    /// <param name="total">The number of items in the list; null or 0 if not known.</param>
    /// <param name="elapsed">The time of this run so far.</param>
    public static ListProgress Of(long count, long inThisRun, long? total, TimeSpan elapsed) =>
        new(count, total > 0 ? total : null, elapsed > TimeSpan.Zero ? inThisRun / elapsed.TotalSeconds : 0);

    public string Describe() => string.Format(
        CultureInfo.InvariantCulture, Total is null ? "{0} items{2}" : "{0} of {1} items{2}", Count, Total, Rate > 0 ? string.Format(CultureInfo.InvariantCulture, ", {0:0.#} a second", Rate) : "");
}
