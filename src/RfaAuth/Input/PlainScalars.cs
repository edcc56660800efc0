using System.Numerics;
using System.Security;

namespace RfaAuth.Input;

/// <summary>Recognises the values of .NET and PowerShell that are single values, and no objects with properties.</summary>
internal static class PlainScalars
{
    /// <returns>The value for a request; null if it is no scalar.</returns>
    public static object? Read(object value) => value switch
    {
        SwitchParameter present => present.ToBool(),
        string or char or bool or decimal or BigInteger or DateTime or DateTimeOffset or TimeSpan or Guid or Uri or Version
            or byte[] or SecureString or Enum => value,
        IntPtr or UIntPtr => null,
        _ when value.GetType().IsPrimitive => value,
        _ => ReadByName(value),
    };

    // netstandard2.0 does not have these types.
    private static object? ReadByName(object value) => value.GetType().FullName switch
    {
        "System.DateOnly" or "System.TimeOnly" => Format(value, "o"),
        "System.Int128" or "System.UInt128" => BigInteger.Parse(Format(value, "D"), CultureInfo.InvariantCulture),
        "System.Half" => float.Parse(Format(value, "R"), CultureInfo.InvariantCulture),
        "System.Management.Automation.SemanticVersion" => value.ToString(),
        _ => null,
    };

    private static string Format(object value, string format) => ((IFormattable)value).ToString(format, CultureInfo.InvariantCulture);
}
