namespace RfaAuth.Core.Transport;

/// <summary>Reads Retry-After (RFC 9110, section 10.2.3): seconds, or a date in one of the three forms of section 5.6.7. Pure.</summary>
internal static class RetryAfter
{
    /// <summary>The longest wait. A longer one is cut to this.</summary>
    public static readonly TimeSpan Maximum = TimeSpan.FromDays(1);

    private static readonly string[] s_limits = ["X-RateLimit", "RateLimit", "X-RateLimit-Requests", "X-RateLimit-Complexity"];

    private static readonly string[] s_dateForms =
    [
        "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
        "dddd, dd-MMM-yy HH':'mm':'ss 'GMT'",
        "ddd MMM d HH':'mm':'ss yyyy",
        "ddd, dd MMM yyyy HH':'mm':'ss zzz",
    ];

    /// <param name="values">The header's values. Two different values are ignored.</param>
    /// <param name="date">The answer's Date header, the service's own clock. Dates are compared with it. May be null.</param>
    /// <param name="now">This machine's clock, used if there is no Date.</param>
    /// <returns>Zero or more, at most <see cref="Maximum"/>; null if nothing can be read.</returns>
    public static TimeSpan? Read(IReadOnlyList<string> values, string? date, DateTimeOffset now)
    {
        if (values.Count == 0)
            return null;
        for (var i = 1; i < values.Count; i++)
        {
            if (!string.Equals(values[i].Trim(), values[0].Trim(), StringComparison.Ordinal))
                return null;
        }

        var text = values[0].Trim();
        if (IsDigits(text))
            return Seconds(text);
        if (ReadDate(text) is not { } until)
            return null;
        return Clamp(until - ServiceNow(date, now));
    }

    /// <summary>
    /// Reads when a spent limit resets, from X-RateLimit-Reset and similar headers: seconds from now, or a point in time since
    /// 1970 in seconds (GitHub) or milliseconds (Linear). For answers that refuse because of the rate and have no Retry-After.
    /// </summary>
    /// <param name="headers">The headers of the answer.</param>
    /// <param name="now">The time by the service's clock.</param>
    public static TimeSpan? ReadReset(AnswerHeaders headers, DateTimeOffset now)
    {
        foreach (var limit in s_limits)
        {
            var left = headers.Value(limit + "-Remaining");
            if (!double.TryParse(headers.Value(limit + "-Reset"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var reset)
                || (left is not null && left.Trim() != "0"))
                continue;
            var seconds = reset >= 1e9 ? (reset >= 1e11 ? reset / 1000 : reset) - (now.ToUnixTimeMilliseconds() / 1000.0) : reset;
            return Clamp(TimeSpan.FromSeconds(Math.Min(seconds, Maximum.TotalSeconds)));
        }

        return null;
    }

    /// <summary>The time by the service's clock; by this machine's clock if the answer does not say it.</summary>
    public static DateTimeOffset ServiceNow(string? date, DateTimeOffset now) => date is null ? now : ReadDate(date.Trim()) ?? now;

    private static TimeSpan Seconds(string digits) =>
        double.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < Maximum.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : Maximum;

    private static DateTimeOffset? ReadDate(string text) =>
        DateTimeOffset.TryParseExact(
            text,
            s_dateForms,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite,
            out var date)
            ? date
            : null;

    private static TimeSpan Clamp(TimeSpan delay) =>
        delay < TimeSpan.Zero ? TimeSpan.Zero : delay > Maximum ? Maximum : delay;

    private static bool IsDigits(string text)
    {
        foreach (var character in text)
        {
            if (character is < '0' or > '9')
                return false;
        }

        return text.Length > 0;
    }
}
