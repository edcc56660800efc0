using System.Collections;
using System.Numerics;
using System.Security;

namespace RfaAuth.Core.GraphQL.Variables;

/// <summary>The kind of a plain value in GraphQL, as the request's writer writes it.</summary>
internal static class ValueKind
{
    public static bool IsNumber(object value) =>
        value is sbyte or byte or short or ushort or int or uint or long or ulong or BigInteger or decimal or double or float;

    /// <summary>Whether the value is sent as a JSON string.</summary>
    public static bool IsText(object value) =>
        value is string or char or SecureString or Guid or Uri or Version or DateTime or DateTimeOffset or TimeSpan or byte[] or Enum;

    public static bool IsObject(object value) => value is IReadOnlyDictionary<string, object?> or IDictionary;

    public static bool IsList(object value) => value is IEnumerable && !IsText(value) && !IsObject(value);

    /// <summary>The value's kind for messages, without the value.</summary>
    public static string Describe(object value) => value switch
    {
        string or char => "text",
        SecureString => "a SecureString",
        Enum => $"an enum ({value.GetType().Name})",
        byte[] => "bytes",
        bool => "a boolean",
        _ when IsText(value) => $"a {value.GetType().Name}",
        _ when IsNumber(value) => DescribeNumber(value),
        _ when IsObject(value) => "an object",
        IEnumerable => "a list",
        _ => $"a value of type {value.GetType().Name}",
    };

    private static string DescribeNumber(object value) =>
        !Numbers.IsFinite(value) ? "a number that is not finite"
        : Numbers.ToInteger(value) is null ? "a number with a fraction"
        : "a number";
}
