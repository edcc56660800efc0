using RfaAuth.Core.Json;
using static RfaAuth.Core.Json.PlainValue;

namespace RfaAuth.Core.Tokens;

/// <summary>
/// The times in a JWT (RFC 7519, sections 4.1.4 and 4.1.6), in UTC. They are only a hint: nothing is verified, and the service's 401 decides.
/// </summary>
/// <param name="IssuedAt"><c>iat</c>; null if it is absent or out of range.</param>
/// <param name="ExpiresAt"><c>exp</c>; null if it is absent or out of range.</param>
internal readonly record struct JwtLifetime(DateTimeOffset? IssuedAt, DateTimeOffset? ExpiresAt)
{
    // The years 2001 to 2286. Any other number is not the time of a token.
    private const decimal Earliest = 1_000_000_000m;
    private const decimal Latest = 9_999_999_999m;

    /// <summary>Reads a token. A text that is no JWT has no times. Never throws.</summary>
    public static JwtLifetime Read(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3 || DecodeBase64Url(parts[1]) is not { } payload)
            return default;
        try
        {
            var claims = JsonText.ParseObject(payload);
            return new JwtLifetime(Time(claims, "iat"), Time(claims, "exp"));
        }
        catch (RfaException)
        {
            return default;
        }
    }

    /// <summary>Compares the times in two tokens: whether the first one was issued, or ends, before the other one.</summary>
    public static bool IsOlder(string candidate, string? other)
    {
        if (other is null)
            return false;
        var (theirs, ours) = (Read(candidate), Read(other));
        return theirs.ExpiresAt < ours.ExpiresAt || theirs.IssuedAt < ours.IssuedAt;
    }

    private static DateTimeOffset? Time(object claims, string name)
    {
        var seconds = Member(claims, name) switch
        {
            long number => number,
            decimal number => number,
            _ => 0m,
        };
        return seconds is >= Earliest and <= Latest
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000))
            : null;
    }

    private static string? DecodeBase64Url(string text)
    {
        try
        {
            var padded = text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '=');
            return Encoding.UTF8.GetString(Convert.FromBase64String(padded));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
