using System.Globalization;

namespace RfaAuth.Sandbox.Faults;

/// <summary>
/// Forty ways to write <c>Retry-After</c>: the two that RFC 9110, section 10.2.3, knows (seconds, and a date in three forms), and what
/// servers and proxies make of them.
/// </summary>
internal static class RetryAfterSpellings
{
    /// <summary>The header's values at a time; several: the header occurs several times.</summary>
    public static IReadOnlyList<Func<DateTimeOffset, string[]>> All { get; } =
    [
        // Seconds.
        _ => ["0"],
        _ => ["1"],
        _ => ["2"],
        _ => ["01"],
        _ => ["25"],
        _ => ["120"],
        _ => ["3600"],
        _ => ["86400"],
        _ => ["2147483"],
        _ => ["2147484"],
        _ => ["2147483647"],
        _ => ["2147483648"],
        _ => ["9223372036854775808"],
        _ => [new string('9', 100)],

        // Nearly seconds.
        _ => ["-1"],
        _ => ["+1"],
        _ => ["1.5"],
        _ => ["1,5"],
        _ => ["1e9"],
        _ => ["0x10"],
        _ => ["1 s"],
        _ => ["1s"],
        _ => ["\"1\""],
        _ => ["1; delay=2"],
        _ => ["\u00a01"],

        // Dates in the three forms, to come and past.
        now => [Text(now.AddSeconds(1), "R")],
        now => [Text(now.AddMinutes(1), "R")],
        now => [Text(now.AddMinutes(-1), "R")],
        now => [Text(now.AddSeconds(2), "dddd, dd-MMM-yy HH:mm:ss 'GMT'")],
        now => [Text(now.AddSeconds(2), "ddd MMM d HH:mm:ss yyyy")],
        _ => ["Thu, 01 Jan 1970 00:00:00 GMT"],
        _ => ["Fri, 31 Dec 9999 23:59:59 GMT"],

        // Nearly dates.
        now => [Text(now.AddSeconds(2), "ddd, dd MMM yyyy HH:mm:ss '+0000'")],
        now => [Text(now.AddSeconds(2), "yyyy-MM-dd'T'HH:mm:ss'Z'")],
        now => [now.AddSeconds(2).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)],
        _ => ["Wed, 31 Feb 2026 25:61:61 GMT"],

        // Neither, and more than one.
        _ => ["soon"],
        _ => [""],
        _ => ["1", "2"],
        now => ["1", Text(now.AddMinutes(1), "R")],
    ];

    private static string Text(DateTimeOffset time, string format) => time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
