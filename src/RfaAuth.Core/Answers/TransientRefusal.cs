using System.Text.RegularExpressions;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Transport;

namespace RfaAuth.Core.Answers;

/// <summary>
/// Tells whether an answer, or one error in it, refuses only for now: for too many requests, for a spent cost budget, or because the
/// service is not available. It reads the HTTP status, the status in the extensions, codes, and the messages of known services. Pure.
/// </summary>
internal static class TransientRefusal
{
    // Parts of codes in the spelling of ErrorSigns.Codes. Shopify: THROTTLED; Linear: RATELIMITED; GitHub: RATE_LIMITED;
    // Hasura: rate-limit-exceeded; AppSync: ThrottlingException; Apollo Router: REQUEST_RATE_LIMITED; monday.com: COMPLEXITY_BUDGET_EXHAUSTED.
    private static readonly string[] s_rateCodes = ["THROTTL", "RATELIMIT", "TOOMANYREQUEST", "TOOMANYATTEMPT", "BUDGETEXHAUSTED", "CONCURRENCYLIMIT", "CONCURRENCYEXCEEDED"];

    private static readonly HashSet<string> s_unavailableCodes = new(StringComparer.Ordinal)
    {
        "SERVICEUNAVAILABLE", "TEMPORARILYUNAVAILABLE", "UNAVAILABLE", "BADGATEWAY", "GATEWAYTIMEOUT", "OVERLOADED", "SERVEROVERLOADED", "SERVERBUSY", "MAINTENANCE",
    };

    // The messages of rate limiters. "limit" and "exceeded" must be close together: "The currency's rate limit must be positive" is an
    // error of the input. Laravel: "Too Many Attempts."; Django: "Request was throttled."; GitHub: "... exceeded a secondary rate limit".
    private static readonly Regex s_rateText = new(
        @"^\W*(throttled\b|(the |this |your )?(request|query|call|operation)s? (was|is|were|are|has been|have been) (throttled|rate.?limited)|too many (requests|attempts|calls|queries)\b|slow down\b|you are trying to access .{1,100} too often)"
        + @"|\brate.?limit\b.{0,100}\b(exceeded|reached|hit)\b|\b(exceeded|reached|hit|over)\b.{0,60}\brate.?limit\b|^\W*rate.?limit(ed|ing)\b"
        + @"|\bcomplexity budget exhausted\b|\bquota will be replenished\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex s_logInText = new(
        @"\btoo many (failed |unsuccessful |invalid )?(log.?in|sign.?in|password|authentication) (attempts|requests|tries|failures)\b|\btoo many failed attempts\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>The refusal of a whole answer. The status counts only if no field has a value.</summary>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="errors">The errors of the GraphQL body.</param>
    /// <param name="hasData">Whether a field of the body has a value.</param>
    public static Refusal Of(int statusCode, IReadOnlyList<GraphQLError> errors, bool hasData)
    {
        var said = errors.Count == 0 ? Refusal.None : errors.Max(Of);
        var status = hasData || errors.Count == 0 ? Refusal.None : OfStatus(statusCode);
        return said > status ? said : status;
    }

    /// <summary>The refusal of one error.</summary>
    public static Refusal Of(GraphQLError error)
    {
        if (AuthFailureClassifier.IsAboutDocument(error))
            return Refusal.None;
        var codes = ErrorSigns.Codes(error);
        var status = error.StatusCode is { } code ? OfStatus(code) : Refusal.None;
        if (status == Refusal.Rate || codes.Any(IsRateCode) || ErrorSigns.Texts(error).Any(s_rateText.IsMatch) || IsAboutLogIns(error))
            return Refusal.Rate;
        return status == Refusal.Unavailable || codes.Any(s_unavailableCodes.Contains) ? Refusal.Unavailable : Refusal.None;
    }

    /// <summary>
    /// The refusal of an answer that is no GraphQL answer. A 403 with a time to wait is a rate limit and not about the user's rights: GitHub's
    /// limits and API Management's quotas answer like this.
    /// </summary>
    public static Refusal Of(HttpAnswer answer) =>
        answer.StatusCode == 403 && (answer.RetryAfter ?? answer.LimitReset) is not null ? Refusal.Rate : OfStatus(answer.StatusCode);

    /// <summary>The refusal of an HTTP status by itself. 520 to 530 come from Cloudflare, which cannot reach the service.</summary>
    public static Refusal OfStatus(int statusCode) => statusCode switch
    {
        429 => Refusal.Rate,
        408 or 425 or 502 or 503 or 504 or (>= 520 and <= 530) => Refusal.Unavailable,
        _ => Refusal.None,
    };

    /// <summary>Whether a status means a timeout, or a gateway that lost the service. Then the request may have run.</summary>
    public static bool MayHaveRun(int statusCode) => statusCode is 408 or 502 or 504 or >= 520;

    /// <summary>Whether the error is about too many log-ins, of one user or from one address. It says nothing about other requests.</summary>
    public static bool IsAboutLogIns(GraphQLError error) => ErrorSigns.Texts(error).Any(s_logInText.IsMatch);

    private static bool IsRateCode(string code) => code == "429" || s_rateCodes.Any(part => code.IndexOf(part, StringComparison.Ordinal) >= 0);
}

/// <summary>Whether an answer refuses a request only for now, so that the same request may succeed later.</summary>
internal enum Refusal
{
    /// <summary>No: there is a result, or a permanent error.</summary>
    None,

    /// <summary>The service, or a gateway in front of it, is not available for now.</summary>
    Unavailable,

    /// <summary>There were too many requests, or the cost budget is spent.</summary>
    Rate,
}
