using System.Numerics;

namespace RfaAuth.Core.GraphQL.Variables;

/// <summary>Recognises and converts .NET's numbers.</summary>
internal static class Numbers
{
    public static bool IsFinite(object number) => number switch
    {
        double real => !double.IsNaN(real) && !double.IsInfinity(real),
        float real => !float.IsNaN(real) && !float.IsInfinity(real),
        _ => true,
    };

    /// <returns>The number as an integer (2.0 is 2); null if it has a fraction or is not finite.</returns>
    public static BigInteger? ToInteger(object number) => number switch
    {
        BigInteger integer => integer,
        ulong integer => integer,
        decimal real => decimal.Truncate(real) == real ? new BigInteger(real) : null,
        double or float => ToInteger(Convert.ToDouble(number, CultureInfo.InvariantCulture)),
        _ => Convert.ToInt64(number, CultureInfo.InvariantCulture),
    };

    private static BigInteger? ToInteger(double real) =>
        IsFinite(real) && Math.Floor(real).Equals(real) ? new BigInteger(real) : null;
}
