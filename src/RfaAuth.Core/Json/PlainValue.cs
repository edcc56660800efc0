namespace RfaAuth.Core.Json;

/// <summary>Reads members of values from <see cref="PlainValueFactory"/> or <see cref="ShapedValueFactory"/>.</summary>
internal static class PlainValue
{
    /// <summary>The value of a member; null if the value is no object or has no member with this name.</summary>
    public static object? Member(object? value, string name) => value switch
    {
        ShapedValue shaped => shaped.Member(name),
        IReadOnlyDictionary<string, object?> members when members.TryGetValue(name, out var member) => member,
        _ => null,
    };

    /// <summary>The value as a number above zero; null if it is none.</summary>
    public static double? PositiveNumber(object? value) => value switch
    {
        int number and > 0 => number,
        long number and > 0 => number,
        decimal number and > 0 => (double)number,
        double number and > 0 and < double.PositiveInfinity => number,
        _ => null,
    };

    /// <summary>The texts in a list; empty if the value is no list.</summary>
    public static IReadOnlyList<string> Texts(object? value) => value is object?[] list ? [.. list.OfType<string>()] : [];

    /// <summary>Whether the value is an object.</summary>
    public static bool IsObject(object? value) => value is ShapedValue or IReadOnlyDictionary<string, object?>;
}
