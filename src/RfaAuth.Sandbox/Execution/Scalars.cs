using System.Globalization;
using System.Numerics;

namespace RfaAuth.Sandbox.Execution;

/// <summary>
/// The scalars of the demo schemas (GraphQL specification, section 3.5, and the usual custom ones).
/// Input values come as string, long, <see cref="BigInteger"/>, decimal, double or bool; a coerced value comes out unchanged when coerced again.
/// </summary>
internal static class Scalars
{
    public static readonly ScalarType Int = new("Int", value => value switch
    {
        int => value,
        long number and >= int.MinValue and <= int.MaxValue => (int)number,
        _ => null,
    });

    public static readonly ScalarType Long = new("Long", value => value switch
    {
        long => value,
        int number => (long)number,
        _ => null,
    });

    public static readonly ScalarType Float = new("Float", value => value switch
    {
        double => value,
        int or long or decimal or BigInteger => ToDouble(value),
        _ => null,
    });

    public static readonly ScalarType Decimal = new("Decimal", value => value switch
    {
        decimal => value,
        int or long => Convert.ToDecimal(value, CultureInfo.InvariantCulture),
        double number when Math.Abs(number) < 7e27 => (decimal)number,
        _ => null,
    });

    public static readonly ScalarType BigInt = new("BigInt", value => value switch
    {
        BigInteger => value,
        int or long => new BigInteger(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        _ => null,
    });

    public static readonly ScalarType String = new("String", value => value as string);

    public static readonly ScalarType Boolean = new("Boolean", value => value is bool ? value : null);

    public static readonly ScalarType Id = new("ID", value => value switch
    {
        string => value,
        int or long or BigInteger => Convert.ToString(value, CultureInfo.InvariantCulture),
        _ => null,
    });

    /// <summary>The scalars that every service has.</summary>
    public static IReadOnlyList<ScalarType> BuiltIn { get; } = [Int, Float, String, Boolean, Id];

    private static object ToDouble(object value) =>
        value is BigInteger big ? (double)big : Convert.ToDouble(value, CultureInfo.InvariantCulture);
}
