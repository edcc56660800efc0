using static RfaAuth.Core.Json.PlainValue;

namespace RfaAuth.Core.GraphQL;

/// <summary>Reads the cost budget from an answer. The points of a full budget and the points that are left are required.</summary>
internal static class CostReader
{
    public static ThrottleStatus? Read(IReadOnlyDictionary<string, object?> extensions, CostMembers places)
    {
        if (extensions.Count == 0)
            return null;
        return Number(places.Maximum) is { } maximum && Number(places.Available) is { } available
            ? new ThrottleStatus(Number(places.Actual), maximum, available)
            {
                RestoreRate = PositiveNumber(Find(places.RestoreRate)),
                RequestedQueryCost = Number(places.Requested),
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
