namespace RfaAuth.Core.Diagnostics;

/// <summary>Tells a JSON Web Token in compact form (RFC 7519, section 3): base64url of a JSON object, a dot, and more of the kind.</summary>
internal static class JwtPattern
{
    // {" in base64url.
    private const string Start = "eyJ";

    // {"alg":""} is the shortest header; a claim alone is not much shorter.
    private const int ShortestPart = 10;

    /// <returns>How many characters of the text, from <paramref name="start"/> on, are a token; 0 where they are none.</returns>
    public static int MatchAt(string text, int start)
    {
        if (text[start] != Start[0] || string.CompareOrdinal(text, start, Start, 0, Start.Length) != 0 || (start > 0 && IsOfPart(text[start - 1])))
            return 0;
        var header = EndOfPart(text, start);
        if (header - start < ShortestPart || header == text.Length || text[header] != '.')
            return 0;
        var payload = EndOfPart(text, header + 1);
        if (payload - header <= ShortestPart)
            return 0;
        return (payload < text.Length && text[payload] == '.' ? EndOfPart(text, payload + 1) : payload) - start;
    }

    private static int EndOfPart(string text, int at)
    {
        while (at < text.Length && IsOfPart(text[at]))
            at++;
        return at;
    }

    private static bool IsOfPart(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_';
}
