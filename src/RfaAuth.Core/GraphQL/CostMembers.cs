namespace RfaAuth.Core.GraphQL;

/// <summary>
/// The places of a cost budget in an answer's <c>extensions</c>. A place is a path: the names of members, joined by dots.
/// </summary>
/// <param name="Maximum">The points of a full budget.</param>
/// <param name="Available">The points that are left.</param>
internal sealed record CostMembers(string Maximum, string Available)
{
    /// <summary>
    /// <c>extensions.cost</c>: <c>{ actualQueryCost, throttleStatus: { maximumAvailable, currentlyAvailable } }</c> as Shopify and others
    /// send it. <c>requestedQueryCost</c> and <c>restoreRate</c> are optional.
    /// </summary>
    public static CostMembers Usual { get; } = new("cost.throttleStatus.maximumAvailable", "cost.throttleStatus.currentlyAvailable")
    {
        RestoreRate = "cost.throttleStatus.restoreRate",
        Actual = "cost.actualQueryCost",
        Requested = "cost.requestedQueryCost",
    };

    /// <summary>The points that are added each second; null if the answers do not say it.</summary>
    public string? RestoreRate { get; init; }

    /// <summary>The cost of the call; null if the answers do not say it.</summary>
    public string? Actual { get; init; }

    /// <summary>The highest cost that the call could have; null if the answers do not say it.</summary>
    public string? Requested { get; init; }
}
