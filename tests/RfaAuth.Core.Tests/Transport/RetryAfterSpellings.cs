namespace RfaAuth.Core.Tests.Transport;

/// <summary>
/// Retry-After in forty spellings and what each means: seconds, or null where it means nothing. Dates are read at
/// <see cref="Now"/> (RFC 9110, sections 5.6.7 and 10.2.3).
/// </summary>
internal static class RetryAfterSpellings
{
    public static DateTimeOffset Now { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, double?> All => new()
    {
        { "0", 0 },
        { "00", 0 },
        { "1", 1 },
        { "25", 25 },
        { "025", 25 },
        { " 25 ", 25 },
        { "\t25", 25 },
        { "90", 90 },
        { "3600", 3600 },
        { "86399", 86399 },
        { "86400", 86400 },
        { "86401", 86400 }, // cut to a day
        { "2147484", 86400 }, // times 1000 this is beyond an int
        { "2147483648", 86400 },
        { "9223372036854775808", 86400 },
        { "99999999999999999999999999999999999999", 86400 },
        { "-5", null },
        { "-0", null },
        { "+5", null },
        { "1e9", null },
        { "1.5", null },
        { "1,5", null },
        { "0x10", null },
        { "5s", null },
        { "5 seconds", null },
        { "PT5S", null },
        { "00:00:05", null },
        { "\u0665", null }, // a digit, of another script
        { "NaN", null },
        { "Infinity", null },
        { "Invalid-value", null },
        { "", null },
        { "Sun, 01 Mar 2026 12:00:30 GMT", 30 },
        { "Sunday, 01-Mar-26 12:00:30 GMT", 30 }, // RFC 850
        { "Sun Mar  1 12:00:30 2026", 30 }, // asctime
        { "Sun, 01 Mar 2026 13:00:30 +01:00", 30 },
        { "Sun, 01 Mar 2026 11:00:00 GMT", 0 }, // gone by
        { "Thu, 01 Jan 1970 00:00:00 GMT", 0 },
        { "Sun, 01 Mar 2099 11:00:00 GMT", 86400 },
        { "Sun, 99 Mar 2026 12:00:30 GMT", null },
        { "Mon, 01 Mar 2026 12:00:30 GMT", null }, // it was a Sunday
        { "2026-03-01T12:00:30Z", null },
        { "1772366430", 86400 }, // a Unix time is so many seconds
    };
}
