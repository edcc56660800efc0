namespace RfaAuth.Core.Tests.Tokens;

public sealed class TokenSetTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{"iat":1772366400,"exp":1772370000}""", 60)] // one hour by the token
    [InlineData("""{"iat":1772366400,"exp":1772366403}""", 0.05)] // three seconds
    [InlineData("""{"iat":1672366400,"exp":1672370000}""", 60)] // issued by a clock that is years off
    [InlineData("""{"iat":1772366700,"exp":1772368500}""", 30)] // by one that is five minutes ahead
    [InlineData("""{"exp":1772367000}""", 10)]
    [InlineData("""{"exp":1672367000}""", 60)] // long past: no statement
    [InlineData("""{"exp":"soon"}""", 60)]
    [InlineData("""{"exp":-1}""", 60)]
    [InlineData("""{"exp":1e18}""", 60)]
    [InlineData("""{"exp":99999999999999999999999999999999}""", 60)]
    [InlineData("""{"exp":1772367000.5}""", 10.0083)]
    [InlineData("""{"iat":1772370000,"exp":1772366400}""", 60)] // ends before it begins
    [InlineData("{}", 60)]
    [InlineData("{not json", 60)]
    [InlineData("[1]", 60)]
    // No JWT: an hour.
    [InlineData("opaque", 60)]
    [InlineData("a.b", 60)]
    [InlineData("a.b.c", 60)]
    [InlineData("a.b.c.d.e", 60)]
    [InlineData("..", 60)]
    // The service says 15 minutes, or 30 seconds.
    [InlineData("opaque", 15, 15.0)]
    [InlineData("""{"iat":1772366400,"exp":1772370000}""", 60, 15.0)] // the token has its own lifetime
    [InlineData("""{"exp":1772367000}""", 15, 15.0)] // without iat, only the clock of this machine would make it a lifetime
    [InlineData("""{"exp":1772367000}""", 0.5, 0.5)]
    public void A_new_token_lives_as_long_as_it_says_else_as_the_service_says_else_an_hour(string token, double minutes, double? service = null)
    {
        var text = token[0] is '{' or '[' ? Jwt.WithPayload(token) : token;

        var tokens = TokenSet.Issued(text, null, s_now, 0.5, service is { } told ? TimeSpan.FromMinutes(told) : null);

        Assert.Equal(minutes, (tokens.ExpiresAt - s_now).TotalMinutes, 3);
    }

    [Theory]
    [InlineData(60, 5)]
    [InlineData(600, 5)]
    [InlineData(12, 1)]
    public void A_token_is_due_a_twelfth_of_its_lifetime_before_expiry_and_at_most_five_minutes(int minutes, double lead)
    {
        foreach (var random in new[] { 0.0, 0.5, 0.999 })
        {
            var tokens = TokenSet.Issued(Jwt.Create(s_now, TimeSpan.FromMinutes(minutes)), null, s_now, random);

            Assert.InRange((tokens.ExpiresAt - tokens.RenewAt).TotalMinutes, lead * 0.8, lead);
        }
    }

    [Fact]
    public void A_token_brought_by_the_user_expires_at_its_exp()
    {
        var token = Jwt.Create(s_now.AddMinutes(-59), TimeSpan.FromHours(1));

        Assert.Equal(s_now.AddMinutes(1), TokenSet.Adopted(token, null, s_now, 0.5).ExpiresAt);
    }

    [Theory]
    [InlineData("""{"exp":1772366401}""", 60)] // a clock that is wrong by nearly the whole lifetime must make no loop
    [InlineData("""{"exp":1772366459}""", 60)]
    [InlineData("""{"exp":1772366461}""", 61)]
    [InlineData("""{"iat":1772366400,"exp":1772366401}""", 1)] // the token's own words
    [InlineData("""{"iat":1772366400,"exp":2087726400}""", 315360000)] // ten years
    [InlineData("""{"iat":1772366400,"exp":2087726401}""", 3600)] // more is no statement
    [InlineData("""{"iat":1772366400,"exp":1772366400}""", 3600)]
    [InlineData("""{"exp":1772366400}""", 3600)]
    public void A_lifetime_is_used_within_limits(string payload, double seconds) =>
        Assert.Equal(seconds, (TokenSet.Issued(Jwt.WithPayload(payload), null, s_now, 0.5).ExpiresAt - s_now).TotalSeconds, 3);

    [Theory]
    [InlineData("""{"iat":1772366400,"exp":1772370000}""", 270)] // a twelfth of the hour it says, with jitter
    [InlineData("""{"iat":1772369280,"exp":1772370000}""", 54)]
    [InlineData("""{"exp":1772370000}""", 270)]
    [InlineData("""{"iat":1772373600,"exp":1772370000}""", 270)] // nonsense
    [InlineData("""{"iat":1772370000,"exp":1772370000}""", 270)]
    public void A_token_brought_by_the_user_is_due_a_twelfth_of_its_lifetime_before_expiry(string payload, double seconds)
    {
        var tokens = TokenSet.Adopted(Jwt.WithPayload(payload), "refresh", s_now, 0.5);

        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1772370000), tokens.ExpiresAt);
        Assert.Equal(seconds, (tokens.ExpiresAt - tokens.RenewAt).TotalSeconds, 3);
    }

    [Fact]
    public void A_token_brought_by_the_user_without_exp_lives_an_hour() =>
        Assert.Equal(s_now.AddHours(1), TokenSet.Adopted("opaque", null, s_now, 0.5).ExpiresAt);

    [Fact]
    public void A_token_is_usable_before_expiry_unless_it_was_refused_and_due_from_RenewAt()
    {
        var tokens = TokenSet.Issued("opaque", null, s_now, 0);

        Assert.True(tokens.IsUsable(tokens.ExpiresAt.AddTicks(-1)));
        Assert.False(tokens.IsUsable(tokens.ExpiresAt));
        Assert.False(tokens.IsDue(tokens.RenewAt.AddTicks(-1)));
        Assert.True(tokens.IsDue(tokens.RenewAt));
        Assert.False(tokens.IsRefused);
        tokens.MarkRefused();
        Assert.True(tokens.IsRefused);
        Assert.False(tokens.IsUsable(s_now));
    }

    [Fact]
    public void A_refresh_token_alone_is_not_usable() =>
        Assert.False(TokenSet.Adopted(null, "refresh", s_now, 0.5).IsUsable(s_now));

    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("Bearer abc", "abc")]
    [InlineData("bearer  abc ", "abc")]
    [InlineData("\"abc\"", "abc")]
    [InlineData("Bearer\tabc", "abc")]
    [InlineData("Bearer \"abc\"", "abc")]
    [InlineData("Bearer", "Bearer")]
    [InlineData("Bearerabc", "Bearerabc")]
    [InlineData("\"abc", "\"abc")]
    [InlineData("abc\"", "abc\"")]
    [InlineData("\"", "\"")]
    [InlineData("\"\"", null)]
    [InlineData("!~", "!~")]
    [InlineData("a\u007f", null)]
    [InlineData("", null)]
    [InlineData("   ", null)]
    [InlineData(null, null)]
    [InlineData("a b", null)]
    [InlineData("a\r\nX-Evil: 1", null)]
    [InlineData("a\0b", null)]
    [InlineData("Schlüssel", null)]
    public void A_token_is_read_without_scheme_and_quotes_if_a_header_can_hold_it(string? text, string? token) =>
        Assert.Equal(token, TokenText.Normalize(text));

    [Fact]
    public void A_wrong_token_of_the_user_is_refused_and_not_shown()
    {
        Assert.Equal("abc", TokenText.Require("Bearer abc", "access token"));

        var exception = Assert.Throws<RfaException>(() => TokenText.Require("hünter22", "access token"));

        Assert.Equal(ErrorCodes.InvalidToken, exception.ErrorCode);
        Assert.Contains("The access token is empty, longer than 16384 characters", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("nter22", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_that_is_too_long_is_refused()
    {
        Assert.NotNull(TokenText.Normalize(new string('a', 16 * 1024)));
        Assert.Null(TokenText.Normalize(new string('a', (16 * 1024) + 1)));
    }
}
