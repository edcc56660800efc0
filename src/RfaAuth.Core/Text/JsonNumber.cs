using System.Numerics;

namespace RfaAuth.Core.Text;

/// <summary>
/// Reads a JSON number (RFC 8259, section 6) without changing it. An integer becomes long or BigInteger. A fraction becomes decimal if
/// decimal holds it exactly, else double.
/// </summary>
internal static class JsonNumber
{
    // The time to read an integer grows with the square of its length.
    private const int MostDigits = 10_000;

    // A longer exponent could overflow an int, and no double is that large.
    private const int MostExponentDigits = 6;

    private const int DecimalDigits = 28;

    /// <returns>long, BigInteger, decimal or double; null if the text is no JSON number, or if no type can hold it.</returns>
    public static object? Parse(string text)
    {
        var integerEnd = SkipDigits(text, text.StartsWith("-", StringComparison.Ordinal) ? 1 : 0, isInteger: true);
        if (integerEnd < 0 || text.Length > MostDigits)
            return null;
        if (integerEnd == text.Length)
            return ParseInteger(text);
        var fractionEnd = text[integerEnd] == '.' ? SkipDigits(text, integerEnd + 1) : integerEnd;
        if (fractionEnd < 0)
            return null;
        if (fractionEnd == text.Length)
            return ParseFraction(text, integerEnd, fractionEnd, 0);
        if (text[fractionEnd] is not ('e' or 'E'))
            return null;
        var exponentStart = fractionEnd + 1;
        if (exponentStart < text.Length && text[exponentStart] is '+' or '-')
            exponentStart++;
        return SkipDigits(text, exponentStart) == text.Length && text.Length - exponentStart <= MostExponentDigits
            ? ParseFraction(text, integerEnd, fractionEnd, int.Parse(text.Substring(fractionEnd + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
            : null;
    }

    private static object ParseInteger(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? (object)number
            : BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static object? ParseFraction(string text, int integerEnd, int fractionEnd, int exponent)
    {
        var digits = text.Substring(0, fractionEnd).Replace(".", "").TrimStart('-').TrimStart('0');
        var places = Math.Max(fractionEnd - integerEnd - 1, 0) - exponent;
        // A decimal can hold the digits and the place of the point, so nothing is rounded.
        if (digits.Length <= DecimalDigits && places <= DecimalDigits && digits.Length - places <= DecimalDigits)
            return decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        // For an overflow .NET Framework fails and .NET returns infinity. A number that is not zero must not become zero either.
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && !double.IsInfinity(number) && (number != 0 || digits.Length == 0)
            ? number
            : null;
    }

    /// <returns>The end of one or more digits; -1 if there are none, or if an integer has a leading zero.</returns>
    private static int SkipDigits(string text, int start, bool isInteger = false)
    {
        var end = start;
        while (end < text.Length && text[end] is >= '0' and <= '9')
            end++;
        return end == start || (isInteger && text[start] == '0' && end > start + 1) ? -1 : end;
    }
}
