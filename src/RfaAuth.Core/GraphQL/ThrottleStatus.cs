namespace RfaAuth.Core.GraphQL;

/// <summary>What a service says of its query cost budget in its <c>extensions</c>: what a call cost and what is left, in cost points.</summary>
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
