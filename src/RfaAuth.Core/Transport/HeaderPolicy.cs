using System;
using System.Collections.Generic;
using System.Linq;
using RfaAuth.Core.Errors;

namespace RfaAuth.Core.Transport;

/// <summary>Which headers a user may add to each request: none that carries a token, frames the message or breaks a line.</summary>
internal static class HeaderPolicy
{
    private static readonly HashSet<string> s_ours = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization", "X-Authorization", "Proxy-Authorization", "Cookie", "Host", "Connection", "Upgrade", "Expect",
        "Transfer-Encoding", "TE", "Trailer", "Accept-Encoding", "Allow", "Expires", "Last-Modified",
    };

    // Headers of the body, which is ours.
    private const string ContentPrefix = "Content-";

    /// <returns>A copy of the headers.</returns>
    /// <exception cref="RfaException">HeaderRefused; the message names the header and never its value.</exception>
    public static IReadOnlyDictionary<string, string> Check(IEnumerable<KeyValuePair<string, string>> headers)
    {
        var result = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in headers)
        {
            if (header.Key.Length == 0 || !header.Key.All(IsTokenCharacter))
                throw new RfaException(ErrorCodes.HeaderRefused, "A header's name is empty or has characters that a header name cannot have.");
            if (s_ours.Contains(header.Key) || header.Key.StartsWith(ContentPrefix, StringComparison.OrdinalIgnoreCase))
                throw new RfaException(ErrorCodes.HeaderRefused, $"The header '{header.Key}' is set by the module and cannot be given.");
            if (!header.Value.All(c => c is '\t' or (>= ' ' and <= '~')))
                throw new RfaException(ErrorCodes.HeaderRefused, $"The value of the header '{header.Key}' has characters that a header cannot carry.");
            result[header.Key] = header.Value;
        }

        return result;
    }

    // RFC 9110, section 5.6.2.
    private static bool IsTokenCharacter(char c) =>
        c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') || "!#$%&'*+-.^_`|~".IndexOf(c) >= 0;
}
