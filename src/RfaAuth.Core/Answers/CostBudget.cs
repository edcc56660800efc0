using RfaAuth.Core.GraphQL;

namespace RfaAuth.Core.Answers;

/// <summary>A cost budget and how it fills again: as the service says in its answers, else by the rule that is known of it. Pure.</summary>
internal static class CostBudget
{
    // What a service says of its own rate may be nonsense; no wait is longer than a day.
    private const double MostSeconds = 86400;

    /// <summary>How long to wait until at least <paramref name="reserve"/> points are there again; zero where nobody knows how it fills.</summary>
    /// <param name="status">What the service said last.</param>
    /// <param name="age">How long ago it said so.</param>
    /// <param name="reserve">The points to leave untouched; no more than the service's maximum counts.</param>
    /// <param name="rule">What is known of the service; null: nothing.</param>
    public static TimeSpan Delay(ThrottleStatus status, TimeSpan age, long reserve, CostRule? rule)
    {
        if ((status.RestoreRate ?? rule?.PointsPerSecond) is not { } rate)
            return TimeSpan.Zero;
        // Whatever a service says, no wait is longer than a budget takes to fill from nothing.
        var most = status.RestoreRate is null ? rule!.MaximumPoints : status.MaximumAvailable;
        var available = Math.Max(0, status.CurrentlyAvailable) + (age.TotalSeconds * rate);
        var missing = Math.Min(Math.Min(reserve, status.MaximumAvailable), most) - available;
        return missing <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(missing / rate, MostSeconds));
    }

    /// <summary>The points that a request needs which was refused because the budget was spent: what it costs, and more than none.</summary>
    public static long Needed(ThrottleStatus status, long reserve) => Math.Max(Math.Max(reserve, status.RequestedQueryCost ?? 0), 1);
}
