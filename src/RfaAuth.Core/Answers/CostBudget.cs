using System;
using RfaAuth.Core.GraphQL;

namespace RfaAuth.Core.Answers;

/// <summary>Toggle's cost budget: 8000 points at most, 5000 back every 10 minutes (the service's guide on throttling). Pure.</summary>
internal static class CostBudget
{
    private const double MaximumPoints = 8000;
    private const double PointsPerSecond = 5000.0 / 600.0;

    /// <summary>How long to wait until at least <paramref name="reserve"/> points are there again.</summary>
    /// <param name="status">What the service said last.</param>
    /// <param name="age">How long ago it said so.</param>
    /// <param name="reserve">The points to leave untouched; no more than the service's maximum counts.</param>
    public static TimeSpan Delay(ThrottleStatus status, TimeSpan age, long reserve)
    {
        // Whatever a service says, no wait is longer than a budget takes to fill from nothing.
        var available = Math.Max(0, status.CurrentlyAvailable) + (age.TotalSeconds * PointsPerSecond);
        var missing = Math.Min(Math.Min(reserve, status.MaximumAvailable), MaximumPoints) - available;
        return missing <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(missing / PointsPerSecond);
    }
}
