using RfaAuth.Core.Transport;

namespace RfaAuth.Core.Answers;

/// <summary>Describes the target of a redirect, without a path and query that differ from the user's own: they may hold a secret. Pure.</summary>
internal static class RedirectTarget
{
    private const string NotFollowed = "No redirect is followed: set -Endpoint to the right address if you trust it.";

    /// <returns>The end of a sentence that begins with "... with a redirect", and advice.</returns>
    public static string Describe(HttpAnswer answer, Uri endpoint)
    {
        // An address with another scheme has no origin. On Unix .NET takes a path alone for the address of a file.
        if (answer.Value("Location") is not { Length: > 0 } location || !Uri.TryCreate(endpoint, location, out var target) || target.Scheme is not ("http" or "https"))
            return ". " + NotFollowed;
        if (!EndpointPolicy.IsSameOrigin(endpoint, target))
            return $" to {target.Scheme}://{target.Host}:{target.Port}. {NotFollowed}";
        var (from, to) = (endpoint.AbsolutePath, target.AbsolutePath);
        if (target.Query.Length > 0 && target.Query != endpoint.Query)
            return " to another address on the same host. " + NotFollowed;
        if (from == to)
            return " to the same address. A gateway may have answered in the service's place. No redirect is followed.";
        if (from.TrimEnd('/') == to.TrimEnd('/'))
        {
            var slash = to.EndsWith("/", StringComparison.Ordinal) ? "with a slash" : "without the slash";
            return $" to the same address {slash} at its end. No redirect is followed: set -Endpoint to {new UriBuilder(endpoint) { Path = to, Query = "" }.Uri.GetLeftPart(UriPartial.Path)}.";
        }

        return string.Equals(from.TrimEnd('/'), to.TrimEnd('/'), StringComparison.OrdinalIgnoreCase)
            ? " to the same address in other upper and lower case. " + NotFollowed
            : " to another path on the same host. " + NotFollowed;
    }
}
