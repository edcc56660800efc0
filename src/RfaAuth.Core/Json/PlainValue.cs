namespace RfaAuth.Core.Json;

/// <summary>Looks into what <see cref="PlainValueFactory"/> or <see cref="ShapedValueFactory"/> made.</summary>
internal static class PlainValue
{
    /// <summary>A member's value; null where the value is no object or has no such member.</summary>
    public static object? Member(object? value, string name) => value switch
    {
        ShapedValue shaped => shaped.Member(name),
        IReadOnlyDictionary<string, object?> members when members.TryGetValue(name, out var member) => member,
        _ => null,
    };

    /// <summary>Whether the value is an object.</summary>
    public static bool IsObject(object? value) => value is ShapedValue or IReadOnlyDictionary<string, object?>;
}
