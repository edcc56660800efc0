namespace RfaAuth.Core.GraphQL.Variables;

/// <summary>Converts a number as people and spreadsheets write it to JSON, which allows no plus, no leading zeros and no leading point.</summary>
internal static class NumberText
{
    public static bool IsInteger(string text) => Unsigned(text).All(c => c is >= '0' and <= '9');

    /// <returns>The number in JSON; null if the text does not begin like a number. The rest of the text is not checked here.</returns>
    public static string? ToJson(string text)
    {
        var digits = Unsigned(text);
        if (digits.Length == 0 || digits[0] is not ((>= '0' and <= '9') or '.'))
            return null;
        digits = digits.TrimStart('0');
        if (digits.Length == 0 || digits[0] is < '0' or > '9')
            digits = "0" + digits;
        return text[0] == '-' ? "-" + digits : digits;
    }

    private static string Unsigned(string text) => text.Length > 0 && text[0] is '+' or '-' ? text.Substring(1) : text;
}
