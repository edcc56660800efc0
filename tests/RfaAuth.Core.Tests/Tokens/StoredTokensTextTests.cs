namespace RfaAuth.Core.Tests.Tokens;

public sealed class StoredTokensTextTests
{
    private static readonly StoredTokens s_tokens = new(new TokenBinding("Api", new Uri("https://example.com/graphql/?a=b"), "me \"日本\""), "A1", "R1")
    {
        ObtainedAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(1),
        ExpiresAt = new DateTimeOffset(2026, 3, 1, 13, 0, 0, TimeSpan.Zero),
    };

    [Fact]
    public void Written_tokens_are_read_back()
    {
        var read = StoredTokensText.Read(StoredTokensText.Write(s_tokens))!;

        Assert.Equal(s_tokens.Binding, read.Binding);
        Assert.Equal((s_tokens.AccessToken, s_tokens.RefreshToken), (read.AccessToken, read.RefreshToken));
        Assert.Equal((s_tokens.ObtainedAt, s_tokens.ExpiresAt), (read.ObtainedAt, read.ExpiresAt));
    }

    [Fact]
    public void A_damaged_text_is_no_token_set_and_no_exception()
    {
        var text = StoredTokensText.Write(s_tokens);
        for (var length = 0; length < text.Length; length++)
            Assert.Null(StoredTokensText.Read(text[..length]));

        var random = new Random(Scale.Seed);
        for (var i = 0; i < Scale.Of(2000); i++)
        {
            var damaged = text.ToCharArray();
            damaged[random.Next(damaged.Length)] = (char)random.Next(0x250);
            // It may still be one, with another letter somewhere.
            _ = StoredTokensText.Read(new string(damaged)) is { } read ? TokenSet.Restored(read, 0.5) : null;
        }
    }
}
