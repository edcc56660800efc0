namespace RfaAuth.Core.GraphQL;

/// <summary>What a service says of its query cost budget in <c>extensions.cost</c>: what a call cost and what is left, in cost points.</summary>
public sealed record ThrottleStatus(long? ActualQueryCost, long MaximumAvailable, long CurrentlyAvailable)
{
    /// <summary>How many points come back each second, where the service says it.</summary>
    public double? RestoreRate { get; init; }

    /// <summary>What the call would cost at most, where the service says it.</summary>
    public long? RequestedQueryCost { get; init; }
}
