using System;
using RfaAuth.Core.GraphQL;

namespace RfaAuth.Core.Answers;

/// <summary>
/// A cost budget and how it fills again: as the service says (Shopify), else as Toggle's guide on throttling says: 8000 points at most,
/// 5000 back every 10 minutes. Pure.
/// </summary>
internal static class CostBudget
{
    private const double MaximumPoints = 8000;
    private const double PointsPerSecond = 5000.0 / 600.0;

    // What a service says of its own rate may be nonsense; no wait is longer than a day.
    private const double MostSeconds = 86400;

    /// <summary>How long to wait until at least <paramref name="reserve"/> points are there again.</summary>
    /// <param name="status">What the service said last.</param>
    /// <param name="age">How long ago it said so.</param>
    /// <param name="reserve">The points to leave untouched; no more than the service's maximum counts.</param>
    public static TimeSpan Delay(ThrottleStatus status, TimeSpan age, long reserve)
    {
        // Whatever a service says, no wait is longer than a budget takes to fill from nothing.
        var rate = status.RestoreRate ?? PointsPerSecond;
        var most = status.RestoreRate is null ? MaximumPoints : status.MaximumAvailable;
        var available = Math.Max(0, status.CurrentlyAvailable) + (age.TotalSeconds * rate);
        var missing = Math.Min(Math.Min(reserve, status.MaximumAvailable), most) - available;
        return missing <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(missing / rate, MostSeconds));
    }

    /// <summary>The points that a request needs which was refused because the budget was spent: what it costs, and more than none.</summary>
    public static long Needed(ThrottleStatus status, long reserve) => Math.Max(Math.Max(reserve, status.RequestedQueryCost ?? 0), 1);
}
