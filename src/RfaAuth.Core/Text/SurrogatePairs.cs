namespace RfaAuth.Core.Text;

/// <summary>Tells half of a surrogate pair, which has no form in UTF-8: a writer of JSON would put another character in its place.</summary>
internal static class SurrogatePairs
{
    public static bool HasHalf(string text)
    {
        var isAfterHigh = false;
        foreach (var unit in text)
        {
            // Nearly all text is below them.
            if (unit < '\uD800' && !isAfterHigh)
                continue;
            if (isAfterHigh != char.IsLowSurrogate(unit))
                return true;
            isAfterHigh = char.IsHighSurrogate(unit);
        }

        return isAfterHigh;
    }

    /// <param name="units">A text's UTF-16 code units, in order.</param>
    public static bool HasHalf(IEnumerable<char> units)
    {
        var isAfterHigh = false;
        foreach (var unit in units)
        {
            if (isAfterHigh != char.IsLowSurrogate(unit))
                return true;
            isAfterHigh = char.IsHighSurrogate(unit);
        }

        return isAfterHigh;
    }
}
