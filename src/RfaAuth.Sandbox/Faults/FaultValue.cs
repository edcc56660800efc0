namespace RfaAuth.Sandbox.Faults;

/// <summary>Reads the values of faults. They are read with the rule, so that a wrong one is refused at once.</summary>
internal static class FaultValue
{
    public static int Number(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new FormatException($"'{value}' is not a number.");

    /// <summary>A number that is at least 1.</summary>
    public static int Positive(string value) => Number(value) is var number and > 0
        ? number
        : throw new FormatException($"'{value}' is not a number above 0.");

    /// <summary>Any HTTP status of three digits, also unassigned ones.</summary>
    public static int Status(string value) => Number(value) is var status and >= 100 and <= 999
        ? status
        : throw new FormatException($"'{value}' is not an HTTP status: 100 to 999.");

    /// <summary>Seconds, with an optional sign and decimals.</summary>
    public static TimeSpan Seconds(string value) =>
        double.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs(seconds) < 1e10
            ? TimeSpan.FromSeconds(seconds)
            : throw new FormatException($"'{value}' is not a number of seconds.");

    /// <summary>One of the names in a table. The error for another name lists them.</summary>
    public static T OneOf<T>(IReadOnlyDictionary<string, T> table, string value) => table.TryGetValue(value, out var found)
        ? found
        : throw new FormatException($"'{value}' is none of: {string.Join(", ", table.Keys)}.");

    /// <summary>The value, or the default if there is none.</summary>
    public static string Or(string value, string fallback) => value.Length == 0 ? fallback : value;
}
