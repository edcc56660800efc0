using RfaAuth.Core.GraphQL;

namespace RfaAuth.Core.Answers;

/// <summary>Computes how a cost budget refills: at the rate in the service's answers, or else by the service's known rule. Pure.</summary>
internal static class CostBudget
{
    // The rate in an answer may be wrong. No wait is longer than a day.
    private const double MostSeconds = 86400;

    /// <summary>How long to wait until there are at least <paramref name="reserve"/> points; zero if the rate is not known.</summary>
    /// <param name="status">The budget in the last answer.</param>
    /// <param name="age">The age of that answer.</param>
    /// <param name="reserve">The points to leave unused, limited to the service's maximum.</param>
    /// <param name="rule">The service's known rule; null if none.</param>
    public static TimeSpan Delay(ThrottleStatus status, TimeSpan age, long reserve, CostRule? rule)
    {
        if ((status.RestoreRate ?? rule?.PointsPerSecond) is not { } rate)
            return TimeSpan.Zero;
        // No wait is longer than the budget takes to refill from zero, even if the answer's rate says so.
        var most = status.RestoreRate is null ? rule!.MaximumPoints : status.MaximumAvailable;
        var available = Math.Max(0, status.CurrentlyAvailable) + (age.TotalSeconds * rate);
        var missing = Math.Min(Math.Min(reserve, status.MaximumAvailable), most) - available;
        return missing <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(missing / rate, MostSeconds));
    }

    /// <summary>The points that a request needs after it was refused for a spent budget: its cost, and at least one point.</summary>
    public static long Needed(ThrottleStatus status, long reserve) => Math.Max(Math.Max(reserve, status.RequestedQueryCost ?? 0), 1);
}

/// <summary>How a service's cost budget refills. Used if the service's answers do not say it.</summary>
/// <param name="MaximumPoints">The points of a full budget.</param>
/// <param name="PointsPerSecond">The points that are added each second.</param>
internal sealed record CostRule(double MaximumPoints, double PointsPerSecond);
