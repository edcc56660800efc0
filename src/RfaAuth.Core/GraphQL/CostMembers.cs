using static RfaAuth.Core.Json.PlainValue;

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

    /// <summary>Reads the budget; null if the answer does not have the points of a full budget and the points that are left.</summary>
    public ThrottleStatus? Read(IReadOnlyDictionary<string, object?> extensions)
    {
        return Number(Maximum) is { } maximum && Number(Available) is { } available
            ? new ThrottleStatus(Number(Actual), maximum, available)
            {
                RestoreRate = PositiveNumber(Find(RestoreRate)),
                RequestedQueryCost = Number(Requested),
            }
            : null;

        object? Find(string? place) => place?.Split('.').Aggregate((object?)extensions, Member);

        long? Number(string? place) => Find(place) switch
        {
            long number => number,
            decimal number and >= long.MinValue and <= long.MaxValue => (long)number,
            double number and > -1e15 and < 1e15 => (long)number,
            _ => null,
        };
    }
}
