using System.Collections.Generic;
using RfaAuth.Core.GraphQL;

namespace RfaAuth.Core.Serialization;

/// <summary>Reads Toggle's <c>extensions.cost</c>: <c>{ actualQueryCost, throttleStatus: { maximumAvailable, currentlyAvailable } }</c>.</summary>
internal static class CostReader
{
    public static ThrottleStatus? Read(IReadOnlyDictionary<string, object?> extensions)
    {
        if (Members(extensions, "cost") is not { } cost || Members(cost, "throttleStatus") is not { } status)
            return null;
        return Number(status, "maximumAvailable") is { } maximum && Number(status, "currentlyAvailable") is { } current
            ? new ThrottleStatus(Number(cost, "actualQueryCost"), maximum, current)
            : null;
    }

    private static IReadOnlyDictionary<string, object?>? Members(IReadOnlyDictionary<string, object?> holder, string name) =>
        holder.TryGetValue(name, out var value) ? value as IReadOnlyDictionary<string, object?> : null;

    private static long? Number(IReadOnlyDictionary<string, object?> holder, string name) =>
        holder.TryGetValue(name, out var value)
            ? value switch
            {
                long number => number,
                decimal number and >= long.MinValue and <= long.MaxValue => (long)number,
                _ => null,
            }
            : null;
}
