namespace RfaAuth.Core.Transport;

/// <summary>Decides which headers a user may add. A header must not carry a token, frame the message or contain a line break.</summary>
internal static class HeaderPolicy
{
    private const string Token = "the session sends its token itself";
    private const string Http = "HTTP's own layer sets it";
    private const string Body = "it describes the body, which the module writes";

    private static readonly Dictionary<string, string> s_refused = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Authorization"] = Token,
        ["X-Authorization"] = Token,
        ["Proxy-Authorization"] = "a proxy's user is passed as -ProxyCredential",
        ["Cookie"] = "no cookie is kept or sent, because the session signs in with its token",
        ["Host"] = "it follows from -Endpoint",
        ["Connection"] = Http,
        ["Upgrade"] = Http,
        ["Expect"] = Http,
        ["Transfer-Encoding"] = Http,
        ["TE"] = Http,
        ["Trailer"] = Http,
        ["Accept-Encoding"] = "the module asks for what it can decompress",
        ["Allow"] = Body,
        ["Expires"] = Body,
        ["Last-Modified"] = Body,
    };

    private const string ContentPrefix = "Content-";

    /// <returns>A copy of the headers.</returns>
    /// <exception cref="RfaException">InvalidHeader; the message names the header and never its value.</exception>
    public static IReadOnlyDictionary<string, string> Check(IEnumerable<KeyValuePair<string, string>> headers)
    {
        var result = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in headers)
        {
            if (header.Key.Length == 0 || !header.Key.All(IsTokenCharacter))
                throw new RfaException(ErrorCodes.InvalidHeader, "A header's name is empty or has characters that a header name cannot have.");
            if (s_refused.TryGetValue(header.Key, out var reason))
                throw new RfaException(ErrorCodes.InvalidHeader, $"The header '{header.Key}' cannot be given: {reason}.");
            if (header.Key.StartsWith(ContentPrefix, StringComparison.OrdinalIgnoreCase))
                throw new RfaException(ErrorCodes.InvalidHeader, $"The header '{header.Key}' cannot be given: {Body}.");
            if (!header.Value.All(c => c is '\t' or (>= ' ' and <= '~')))
                throw new RfaException(ErrorCodes.InvalidHeader, $"The value of the header '{header.Key}' has characters that a header cannot carry.");
            result[header.Key] = header.Value;
        }

        return result;
    }

    /// <summary>Checks the headers of one call. They must not replace headers of the session.</summary>
    /// <param name="headers">The headers of the call.</param>
    /// <param name="ofSession">The headers of the session.</param>
    /// <exception cref="RfaException">InvalidHeader; the message names the header and never its value.</exception>
    public static IReadOnlyDictionary<string, string> CheckForCall(
        IEnumerable<KeyValuePair<string, string>> headers, IReadOnlyDictionary<string, string> ofSession)
    {
        var result = Check(headers);
        return result.Keys.FirstOrDefault(ofSession.ContainsKey) is { } name
            ? throw new RfaException(ErrorCodes.InvalidHeader, $"The header '{name}' cannot be given for one call: the session sends it with each request.")
            : result;
    }

    // RFC 9110, section 5.6.2.
    private static bool IsTokenCharacter(char c) =>
        c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') || "!#$%&'*+-.^_`|~".IndexOf(c) >= 0;
}
