using System.Collections.Generic;
using System.Linq;

namespace RfaAuth.Core.GraphQL;

/// <summary>Makes the caller's objects of what <see cref="PlainValueFactory"/> made.</summary>
internal static class ValueConversion
{
    // Not deeper than the answer from which the value was read.
    public static object? Convert(object? plain, IValueFactory values) => plain switch
    {
        IReadOnlyDictionary<string, object?> members => values.CreateObject(
            members.Select(member => new KeyValuePair<string, object?>(member.Key, Convert(member.Value, values))).ToList()),
        object?[] items => values.CreateList(items.Select(item => Convert(item, values)).ToList()),
        _ => plain,
    };
}
