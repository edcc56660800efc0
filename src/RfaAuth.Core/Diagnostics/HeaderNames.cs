using RfaAuth.Core.Text;

namespace RfaAuth.Core.Diagnostics;

/// <summary>Decides by a header's name whether it may be shown, and whether it may hold a secret.</summary>
internal static class HeaderNames
{
    // In the order in which they are tried: first the service's own ids, then those of gateways.
    private static readonly string[] s_requestIds =
    [
        "X-Request-Id", "Request-Id", "X-Correlation-Id", "Correlation-Id", "X-Ms-Request-Id", "X-Ms-Correlation-Request-Id", "X-GitHub-Request-Id",
        "X-Shopify-Request-Id", "X-Trace-Id", "X-B3-TraceId", "X-Datadog-Trace-Id", "X-Cloud-Trace-Context", "TraceParent", "TraceResponse",
        "X-Amzn-RequestId", "X-Amzn-Request-Id", "X-Amz-Request-Id", "Apigw-RequestId", "X-Amzn-Trace-Id", "X-Azure-Ref", "CF-Ray", "X-Amz-Cf-Id", "Fly-Request-Id", "X-Vercel-Id",
    ];

    private static readonly HashSet<string> s_shown = new(
        s_requestIds.Concat(
        [
            "Retry-After", "RateLimit", "RateLimit-Policy",
            "Date", "Age", "Server-Timing", "X-Runtime", "X-Response-Time",
            "Deprecation", "Sunset", "API-Version", "X-API-Version", "API-Supported-Versions", "API-Deprecated-Versions",
            "Cache-Control", "ETag", "Last-Modified", "Expires", "Vary", "X-Cache", "X-Cache-Hits", "CF-Cache-Status",
            "Idempotent-Replayed", "Idempotency-Replayed",
        ]),
        StringComparer.OrdinalIgnoreCase);

    private static readonly string[] s_shownPrefixes = ["RateLimit-", "X-RateLimit-", "X-Rate-Limit-"];

    private static readonly HashSet<string> s_mayHoldToken = new(
        ["WWW-Authenticate", "Proxy-Authenticate", "Authentication-Info", "Proxy-Authentication-Info", "Authentication-Control", "Location", "Content-Location", "Refresh", "Link"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly string[] s_secretWords = ["key", "keys", "auth", "authenticate", "cookie", "cookies", "session", "sid", "signature", "credential", "credentials"];

    /// <summary>Whether an answer's header helps to find a cause: ids of the request, rate limits, times, versions, caches.</summary>
    public static bool IsShown(string name) =>
        s_shown.Contains(name) || s_shownPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether an answer's header may hold a token, or an address with a token in its query.</summary>
    public static bool MayHoldToken(string name) => !IsShown(name) && (s_mayHoldToken.Contains(name) || IsSecret(name));

    /// <summary>Whether the values of this header are usually secret. An idempotency key is not.</summary>
    public static bool IsSecret(string name)
    {
        var words = NameWords.Of(name).ToList();
        return SecretName.Matches(name) || (words.Intersect(s_secretWords, StringComparer.Ordinal).Any() && !IsIdempotencyKey(name));
    }

    /// <summary>Whether the header identifies one request, so that the service runs it once even if it comes several times.</summary>
    public static bool IsIdempotencyKey(string name) =>
        NameWords.Of(name).Any(word => word.StartsWith("idempoten", StringComparison.Ordinal));

    /// <summary>The first id of a request in an answer's headers; null if there is none.</summary>
    public static string? RequestIdIn(IReadOnlyDictionary<string, string[]> headers) => headers.Count == 0 ? null
        : s_requestIds.Select(name => headers.TryGetValue(name, out var values) && values.Length > 0 ? values[0] : null).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));
}
