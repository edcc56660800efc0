using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Newtonsoft.Json;
using RfaAuth.Core.Errors;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Tokens;

namespace RfaAuth.Core.Json;

/// <summary>The text in which a token set is stored: a JSON object with a version.</summary>
internal static class StoredTokensText
{
    private const string Format = "RfaAuth tokens 1";

    public static string Write(StoredTokens tokens)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var json = new JsonTextWriter(text);
        json.WriteStartObject();
        Member("format", Format);
        Member("api", tokens.Binding.Api);
        Member("endpoint", tokens.Binding.Endpoint.AbsoluteUri);
        Member("user", tokens.Binding.UserName);
        Member("obtainedAt", tokens.ObtainedAt.ToString("o", CultureInfo.InvariantCulture));
        Member("expiresAt", tokens.ExpiresAt.ToString("o", CultureInfo.InvariantCulture));
        Member("accessToken", tokens.AccessToken);
        Member("refreshToken", tokens.RefreshToken);
        if (tokens.Rejected is { } rejected)
        {
            json.WritePropertyName("rejectedCredential");
            json.WriteStartObject();
            Member("at", rejected.At.ToString("o", CultureInfo.InvariantCulture));
            Member("salt", rejected.Salt);
            json.WritePropertyName("iterations");
            json.WriteValue(rejected.Iterations);
            Member("pbkdf2-sha256", rejected.Hash);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        return text.ToString();

        void Member(string name, string? value)
        {
            json.WritePropertyName(name);
            json.WriteValue(value);
        }
    }

    /// <returns>The token set; null where the text is something else, or damaged.</returns>
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
        // What a header could not carry is no token: nothing that was planted in a vault goes further than here.
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

    // What is damaged there costs an attempt to sign in, and not the tokens.
    private static RejectedCredential? Rejected(object? members) =>
        Text(members, "salt") is { } salt && Text(members, "pbkdf2-sha256") is { } hash && Time(members, "at") is { } at
        && PlainValue.Member(members, "iterations") is long and > 0 and <= int.MaxValue and var iterations
        && new RejectedCredential(salt, (int)iterations, hash, at) is { IsWellFormed: true } rejected ? rejected : null;

    private static string? Text(object? members, string name) => PlainValue.Member(members, name) as string;

    private static DateTimeOffset? Time(object? members, string name) =>
        DateTimeOffset.TryParseExact(Text(members, name), "o", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
