namespace RfaAuth.Core.Text;

/// <summary>Finds half of a surrogate pair. UTF-8 cannot encode it, and a JSON writer would replace it by another character.</summary>
internal static class SurrogatePairs
{
    public static bool HasHalf(string text)
    {
        var isAfterHigh = false;
        foreach (var unit in text)
        {
            // Nearly all characters are below the surrogates.
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
