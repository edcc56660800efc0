namespace RfaAuth.Core.GraphQL;

/// <summary>
/// Where an answer's <c>extensions</c> say what a cost budget holds. Each place is the names of the members that lead to it, with dots
/// between them.
/// </summary>
/// <param name="Maximum">The points of a full budget.</param>
/// <param name="Available">The points that are left.</param>
internal sealed record CostMembers(string Maximum, string Available)
{
    /// <summary>
    /// <c>extensions.cost</c>: <c>{ actualQueryCost, throttleStatus: { maximumAvailable, currentlyAvailable } }</c> as Shopify and others
    /// send it, with <c>requestedQueryCost</c> and <c>restoreRate</c> where they are there.
    /// </summary>
    public static CostMembers Usual { get; } = new("cost.throttleStatus.maximumAvailable", "cost.throttleStatus.currentlyAvailable")
    {
        RestoreRate = "cost.throttleStatus.restoreRate",
        Actual = "cost.actualQueryCost",
        Requested = "cost.requestedQueryCost",
    };

    /// <summary>The points that come back each second; null: the answers do not say it.</summary>
    public string? RestoreRate { get; init; }

    /// <summary>What the call cost; null: the answers do not say it.</summary>
    public string? Actual { get; init; }

    /// <summary>What the call would cost at most; null: the answers do not say it.</summary>
    public string? Requested { get; init; }
}
