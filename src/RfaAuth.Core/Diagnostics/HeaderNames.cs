using System.Collections.ObjectModel;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.Diagnostics;

/// <summary>Tells headers by their names: which may be shown, and which may hold a secret.</summary>
internal static class HeaderNames
{
    // In the order in which they are asked for: first what the service itself says, then what stands before it.
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

    /// <summary>The headers of nothing.</summary>
    public static IReadOnlyDictionary<string, string[]> NoHeaders { get; } =
        new ReadOnlyDictionary<string, string[]>(new Dictionary<string, string[]>());

    /// <summary>Whether an answer's header helps to find out what happened: ids of the request, rate limits, times, versions, caches.</summary>
    public static bool IsShown(string name) =>
        s_shown.Contains(name) || s_shownPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether an answer's header may hold a token or what stands for one: an address may have it in its query.</summary>
    public static bool MayHoldToken(string name) => !IsShown(name) && (s_mayHoldToken.Contains(name) || IsSecret(name));

    /// <summary>Whether the value of a header is a secret more often than not. A key that makes a request idempotent is none.</summary>
    public static bool IsSecret(string name)
    {
        var words = NameWords.Of(name).ToList();
        return SecretName.Matches(name) || (words.Intersect(s_secretWords, StringComparer.Ordinal).Any() && !IsIdempotencyKey(name));
    }

    /// <summary>Whether the header names one request, so that a service carries it out once, however often it comes.</summary>
    public static bool IsIdempotencyKey(string name) =>
        NameWords.Of(name).Any(word => word.StartsWith("idempoten", StringComparison.Ordinal));

    /// <summary>The first id of a request among an answer's headers; null where there is none.</summary>
    public static string? RequestIdIn(IReadOnlyDictionary<string, string[]> headers) => headers.Count == 0 ? null
        : s_requestIds.Select(name => headers.TryGetValue(name, out var values) && values.Length > 0 ? values[0] : null).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));
}
