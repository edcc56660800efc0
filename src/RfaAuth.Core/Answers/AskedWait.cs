using System.Text.RegularExpressions;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Transport;
using static RfaAuth.Core.Json.PlainValue;

namespace RfaAuth.Core.Answers;

/// <summary>
/// Reads how long a GraphQL answer asks to wait: from the extensions of its errors, from headers repeated in them, or from their messages.
/// Pure.
/// </summary>
internal static class AskedWait
{
    private static readonly Regex s_seconds = new(
        @"\b(?:in|after|within|for|available in) (?<number>\d{1,7}) ?(?<unit>seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // API Management: "Quota will be replenished in 00:10:00."
    private static readonly Regex s_clock = new(@"\bin (?<time>\d{1,2}:\d\d:\d\d)\b", RegexOptions.CultureInvariant);

    private static readonly string[] s_holders = ["http", "rateLimit", "rate_limit", "throttle", "exception", "originalError"];

    /// <param name="errors">The errors of the answer. Only those that refuse for now are read.</param>
    /// <param name="extensions">The extensions of the answer.</param>
    /// <param name="now">The time by the service's clock. Dates are compared with it.</param>
    /// <returns>Zero or more, at most a day; null if the answer names no wait.</returns>
    public static TimeSpan? Read(IReadOnlyList<GraphQLError> errors, IReadOnlyDictionary<string, object?> extensions, DateTimeOffset now)
    {
        var refusals = errors.Where(error => TransientRefusal.Of(error) != Refusal.None).ToList();
        return refusals.Select(error => InExtensions(error.Extensions, now)).FirstOrDefault(wait => wait is not null)
            ?? (refusals.Count == 0 ? null : InMembers(Member(extensions, "rateLimit"), now))
            ?? refusals.SelectMany(ErrorSigns.Texts).Select(InText).FirstOrDefault(wait => wait is not null);
    }

    /// <summary>The wait that a text asks for: "Please try again in 60 seconds."</summary>
    public static TimeSpan? InText(string text)
    {
        if (s_clock.Match(text) is { Success: true } clock && TimeSpan.TryParse(clock.Groups["time"].Value, CultureInfo.InvariantCulture, out var time))
            return Clamp(time.TotalSeconds);
        if (s_seconds.Match(text) is not { Success: true } match)
            return null;
        var number = double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);
        return Clamp(number * (char.ToUpperInvariant(match.Groups["unit"].Value[0]) switch { 'M' => 60, 'H' => 3600, _ => 1 }));
    }

    private static TimeSpan? InExtensions(IReadOnlyDictionary<string, object?> extensions, DateTimeOffset now) =>
        InMembers(extensions, now)
        ?? InMembers(Member(Member(extensions, "http"), "headers"), now)
        ?? s_holders.Select(name => InMembers(Member(extensions, name), now)).FirstOrDefault(wait => wait is not null);

    private static TimeSpan? InMembers(object? holder, DateTimeOffset now)
    {
        if (holder is not IReadOnlyDictionary<string, object?> members)
            return null;
        foreach (var member in members)
        {
            var name = new string(member.Key.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant).ToArray());
            var wait = name switch
            {
                "RETRYAFTER" or "RETRYAFTERSECONDS" or "RETRYAFTERSEC" or "RETRYINSECONDS" or "RETRYIN" or "RESETINSECONDS" or "RESETAFTER" => Read(member.Value, 1, now),
                "RETRYAFTERMS" or "RETRYAFTERMILLISECONDS" or "MSBEFORENEXT" or "RESETAFTERMS" => Read(member.Value, 0.001, now),
                "RETRYAT" or "RESETAT" or "RESET" or "RESETTIME" => Read(member.Value, 1, now),
                _ => null,
            };
            if (wait is not null)
                return wait;
        }

        return null;
    }

    private static TimeSpan? Read(object? value, double unit, DateTimeOffset now) => value switch
    {
        long number => FromNumber(number, unit, now),
        decimal number => FromNumber((double)number, unit, now),
        double number => FromNumber(number, unit, now),
        // A header's value may come as a list.
        object?[] { Length: 1 } list => Read(list[0], unit, now),
        string text when double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => FromNumber(number, unit, now),
        string text => RetryAfter.Read([text], null, now) ?? FromIsoTime(text, now),
        _ => null,
    };

    // No wait is as long as the time since 1970. So a number that large is a point in time, in seconds or in milliseconds.
    private static TimeSpan? FromNumber(double number, double unit, DateTimeOffset now) => number switch
    {
        < 0 or double.NaN => null,
        >= 1e14 => null,
        >= 1e11 => Until(number / 1000, now),
        >= 1e9 => Until(number, now),
        _ => Clamp(number * unit),
    };

    private static TimeSpan? FromIsoTime(string text, DateTimeOffset now) =>
        DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until)
            ? Clamp((until - now).TotalSeconds)
            : null;

    private static TimeSpan Until(double unixSeconds, DateTimeOffset now) => Clamp(unixSeconds - (now.ToUnixTimeMilliseconds() / 1000.0));

    private static TimeSpan Clamp(double seconds) => TimeSpan.FromSeconds(Math.Max(0, Math.Min(seconds, RetryAfter.Maximum.TotalSeconds)));
}
