using static RfaAuth.Core.Json.PlainValue;

namespace RfaAuth.Core.GraphQL;

/// <summary>
/// Reads <c>extensions.cost</c>: <c>{ actualQueryCost, throttleStatus: { maximumAvailable, currentlyAvailable } }</c> as Shopify
/// and others send it, with <c>requestedQueryCost</c> and <c>restoreRate</c> where they are there.
/// </summary>
internal static class CostReader
{
    public static ThrottleStatus? Read(IReadOnlyDictionary<string, object?> extensions)
    {
        var cost = Member(extensions, "cost");
        var status = Member(cost, "throttleStatus");
        return Number(status, "maximumAvailable") is { } maximum && Number(status, "currentlyAvailable") is { } current
            ? new ThrottleStatus(Number(cost, "actualQueryCost"), maximum, current)
            {
                RestoreRate = Rate(Member(status, "restoreRate")),
                RequestedQueryCost = Number(cost, "requestedQueryCost"),
            }
            : null;
    }

    private static double? Rate(object? value) => value switch
    {
        long number and > 0 => number,
        decimal number and > 0 => (double)number,
        double number and > 0 and < double.PositiveInfinity => number,
        _ => null,
    };

    private static long? Number(object? holder, string name) => Member(holder, name) switch
    {
        long number => number,
        decimal number and >= long.MinValue and <= long.MaxValue => (long)number,
        double number and > -1e15 and < 1e15 => (long)number,
        _ => null,
    };
}
