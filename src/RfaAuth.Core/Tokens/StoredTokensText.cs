using RfaAuth.Core.Json;

namespace RfaAuth.Core.Tokens;

/// <summary>Reads and writes the text of a stored token set: a JSON object with a version.</summary>
internal static class StoredTokensText
{
    private const string Format = "RfaAuth tokens 1";

    public static string Write(StoredTokens tokens)
    {
        var members = new Dictionary<string, object?>
        {
            ["format"] = Format,
            ["api"] = tokens.Binding.Api,
            ["endpoint"] = tokens.Binding.Endpoint.AbsoluteUri,
            ["user"] = tokens.Binding.UserName,
            ["obtainedAt"] = Text(tokens.ObtainedAt),
            ["expiresAt"] = Text(tokens.ExpiresAt),
            ["accessToken"] = tokens.AccessToken,
            ["refreshToken"] = tokens.RefreshToken,
        };
        if (tokens.Rejected is { } rejected)
        {
            members.Add("rejectedCredential", new Dictionary<string, object?>
            {
                ["at"] = Text(rejected.At),
                ["salt"] = rejected.Salt,
                ["iterations"] = rejected.Iterations,
                ["pbkdf2-sha256"] = rejected.Hash,
            });
        }

        return JsonText.WriteObject(members);
    }

    /// <returns>The token set; null if the text is damaged or is no token set.</returns>
    public static StoredTokens? Read(string text)
    {
        try
        {
            return Read(JsonText.ParseObject(text));
        }
        catch (RfaException)
        {
            return null;
        }
    }

    private static StoredTokens? Read(IReadOnlyDictionary<string, object?> members)
    {
        if (Text("format") != Format || Text("api") is not { } api || !Uri.TryCreate(Text("endpoint"), UriKind.Absolute, out var endpoint))
            return null;
        // A token that a header cannot carry is dropped, so that a text that somebody planted in the vault is never sent.
        var (accessToken, refreshToken) = (TokenText.Normalize(Text("accessToken")), TokenText.Normalize(Text("refreshToken")));
        var rejected = Rejected(PlainValue.Member(members, "rejectedCredential"));
        if ((accessToken is null && refreshToken is null && rejected is null) || Time("obtainedAt") is not { } obtainedAt || Time("expiresAt") is not { } expiresAt)
            return null;
        return new StoredTokens(new TokenBinding(api, endpoint, Text("user")), accessToken, refreshToken)
        {
            ObtainedAt = obtainedAt,
            ExpiresAt = expiresAt,
            Rejected = rejected,
        };

        string? Text(string name) => StoredTokensText.Text(members, name);

        DateTimeOffset? Time(string name) => StoredTokensText.Time(members, name);
    }

    // A damaged record only leads to one more attempt to sign in. The tokens are still used.
    private static RejectedCredential? Rejected(object? members) =>
        Text(members, "salt") is { } salt && Text(members, "pbkdf2-sha256") is { } hash && Time(members, "at") is { } at
        && PlainValue.Member(members, "iterations") is long and > 0 and <= int.MaxValue and var iterations
        && new RejectedCredential(salt, (int)iterations, hash, at) is { IsWellFormed: true } rejected ? rejected : null;

    private static string? Text(object? members, string name) => PlainValue.Member(members, name) as string;

    private static string Text(DateTimeOffset time) => time.ToString("o", CultureInfo.InvariantCulture);

    private static DateTimeOffset? Time(object? members, string name) =>
        DateTimeOffset.TryParseExact(Text(members, name), "o", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
