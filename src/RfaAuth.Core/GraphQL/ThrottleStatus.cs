namespace RfaAuth.Core.GraphQL;

/// <summary>The query cost budget in an answer's <c>extensions</c>: the cost of the call and the points that are left.</summary>
public sealed record ThrottleStatus(long? ActualQueryCost, long MaximumAvailable, long CurrentlyAvailable)
{
    /// <summary>The points that are added each second; null if the service does not say it.</summary>
    public double? RestoreRate { get; init; }

    /// <summary>The highest cost that the call could have; null if the service does not say it.</summary>
    public long? RequestedQueryCost { get; init; }

    /// <summary>The budget for display.</summary>
    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture,
        "{0} of {1} points left{2}{3}",
        CurrentlyAvailable,
        MaximumAvailable,
        ActualQueryCost is { } cost ? $", the call cost {cost.ToString(CultureInfo.InvariantCulture)}" : "",
        RestoreRate is { } rate ? $", {rate.ToString(CultureInfo.InvariantCulture)} come back each second" : "");
}
