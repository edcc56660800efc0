namespace RfaAuth.Core.Tokens;

/// <summary>Reads a token: removes its scheme and quotes, and refuses text that a header cannot carry (RFC 6750, section 2.1).</summary>
internal static class TokenText
{
    private const int MaximumLength = 16 * 1024;
    private const string Scheme = "Bearer";

    /// <summary>The bare token; null if there is none, it is too long, or it has characters that a header cannot carry.</summary>
    public static string? Normalize(string? text)
    {
        if (text is null)
            return null;
        var token = text.Trim();
        if (token.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && token.Length > Scheme.Length && char.IsWhiteSpace(token[Scheme.Length]))
            token = token.Substring(Scheme.Length).Trim();
        if (token.Length >= 2 && token[0] == '"' && token[token.Length - 1] == '"')
            token = token.Substring(1, token.Length - 2);
        return IsToken(token) ? token : null;
    }

    /// <exception cref="RfaException">InvalidToken; the message does not repeat the token.</exception>
    public static string Require(string text, string what) =>
        Normalize(text) ?? throw new RfaException(
            ErrorCodes.InvalidToken,
            $"The {what} is empty, longer than {MaximumLength} characters, or has characters that a token cannot have.");

    private static bool IsToken(string token)
    {
        if (token.Length is 0 or > MaximumLength)
            return false;
        foreach (var character in token)
        {
            if (character is < '!' or > '~')
                return false;
        }

        return true;
    }
}
