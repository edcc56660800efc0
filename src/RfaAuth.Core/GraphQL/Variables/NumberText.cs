namespace RfaAuth.Core.GraphQL.Variables;

/// <summary>A number as people and spreadsheets write it, brought into the form of JSON, which knows no plus, no zeros before it and no bare point.</summary>
internal static class NumberText
{
    public static bool IsInteger(string text) => Unsigned(text).All(c => c is >= '0' and <= '9');

    /// <returns>The number in JSON's form; null where the text does not begin like a number. Whether all of it is one is for its reader to say.</returns>
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
