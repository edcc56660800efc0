using System.Collections.Generic;
using RfaAuth.Core.GraphQL;
using static RfaAuth.Core.GraphQL.PlainValue;

namespace RfaAuth.Core.Json;

/// <summary>Reads Toggle's <c>extensions.cost</c>: <c>{ actualQueryCost, throttleStatus: { maximumAvailable, currentlyAvailable } }</c>.</summary>
internal static class CostReader
{
    public static ThrottleStatus? Read(IReadOnlyDictionary<string, object?> extensions)
    {
        var cost = Member(extensions, "cost");
        var status = Member(cost, "throttleStatus");
        return Number(status, "maximumAvailable") is { } maximum && Number(status, "currentlyAvailable") is { } current
            ? new ThrottleStatus(Number(cost, "actualQueryCost"), maximum, current)
            : null;
    }

    private static long? Number(object? holder, string name) => Member(holder, name) switch
    {
        long number => number,
        decimal number and >= long.MinValue and <= long.MaxValue => (long)number,
        _ => null,
    };
}
