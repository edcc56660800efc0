namespace RfaAuth.Output;

/// <summary>How far a list is: numbers only. Pure.</summary>
/// <param name="Count">How many items came, in earlier runs as well.</param>
/// <param name="Total">How many there are; null: nobody knows. A list may grow on the way, and -Skip leaves some of it out.</param>
/// <param name="Rate">How many come in a second; 0: that is not known yet.</param>
internal sealed record ListProgress(long Count, long? Total, double Rate)
{
    /// <summary>How much of it is done; -1: nobody knows.</summary>
    public int Percent => Total > 0 ? (int)Math.Min(100, 100 * (double)Count / Total.Value) : -1;

    /// <summary>How many seconds are left at this rate; -1: nobody knows.</summary>
    public int SecondsLeft => Total >= Count && Total > 0 && Rate > 0 ? (int)Math.Min(int.MaxValue, Math.Ceiling((Total.Value - Count) / Rate)) : -1;

    /// <param name="count">How many items came, in earlier runs as well.</param>
    /// <param name="inThisRun">How many of them came in this run.</param>
    /// <param name="total">How many there are; null or 0: nobody knows.</param>
    /// <param name="elapsed">How long this run has taken.</param>
    public static ListProgress Of(long count, long inThisRun, long? total, TimeSpan elapsed) =>
        new(count, total > 0 ? total : null, elapsed > TimeSpan.Zero ? inThisRun / elapsed.TotalSeconds : 0);

    public string Describe() => string.Format(
        CultureInfo.InvariantCulture, Total is null ? "{0} items{2}" : "{0} of {1} items{2}", Count, Total, Rate > 0 ? string.Format(CultureInfo.InvariantCulture, ", {0:0.#} a second", Rate) : "");
}
