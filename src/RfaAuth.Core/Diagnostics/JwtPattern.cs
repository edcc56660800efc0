namespace RfaAuth.Core.Diagnostics;

/// <summary>Finds a JSON Web Token in compact form (RFC 7519, section 3): the base64url of a JSON object, a dot, and further parts.</summary>
internal static class JwtPattern
{
    // The base64url of {".
    private const string Start = "eyJ";

    // {"alg":""} is the shortest header. The shortest claims are hardly longer.
    private const int ShortestPart = 10;

    /// <returns>The length of the token that begins at <paramref name="start"/>; 0 if there is none.</returns>
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
