using System.Collections.Generic;

namespace RfaAuth.Core.Json;

/// <summary>Looks into what <see cref="PlainValueFactory"/> made.</summary>
internal static class PlainValue
{
    /// <summary>A member's value; null where the value is no object or has no such member.</summary>
    public static object? Member(object? value, string name) =>
        value is IReadOnlyDictionary<string, object?> members && members.TryGetValue(name, out var member) ? member : null;
}
