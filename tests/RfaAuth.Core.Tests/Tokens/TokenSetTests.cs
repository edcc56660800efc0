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
    [InlineData("not json", 60)]
    [InlineData("[1]", 60)]
    public void A_token_just_given_lives_from_now_on_as_long_as_it_says_and_an_hour_if_it_says_nothing(string payload, double minutes)
    {
        var tokens = TokenSet.Issued(Jwt.WithPayload(payload), null, s_now, 0.5);

        Assert.Equal(minutes, (tokens.ExpiresAt - s_now).TotalMinutes, 3);
    }

    [Theory]
    [InlineData("opaque")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    [InlineData("a.b.c.d.e")]
    [InlineData("..")]
    public void What_is_no_jwt_lives_an_hour(string token) =>
        Assert.Equal(s_now.AddHours(1), TokenSet.Issued(token, null, s_now, 0.5).ExpiresAt);

    [Theory]
    [InlineData("opaque", 15)] // as the service told
    [InlineData("""{"iat":1772366400,"exp":1772370000}""", 60)] // the token knows it itself
    [InlineData("""{"exp":1772367000}""", 15)] // which only this machine's clock could turn into a lifetime
    public void A_lifetime_that_the_service_told_counts_where_the_token_does_not_say_it(string token, double minutes)
    {
        var tokens = TokenSet.Issued(token[0] == '{' ? Jwt.WithPayload(token) : token, null, s_now, 0.5, TimeSpan.FromMinutes(15));

        Assert.Equal(minutes, (tokens.ExpiresAt - s_now).TotalMinutes, 3);
    }

    [Fact]
    public void A_told_lifetime_of_seconds_stays_one_of_seconds() =>
        Assert.Equal(s_now.AddSeconds(30), TokenSet.Issued(Jwt.WithPayload("""{"exp":1772367000}"""), null, s_now, 0.5, TimeSpan.FromSeconds(30)).ExpiresAt);

    [Theory]
    [InlineData(60, 5)]
    [InlineData(600, 5)]
    [InlineData(12, 1)]
    public void It_is_due_a_twelfth_of_its_life_before_the_end_and_five_minutes_at_most(int minutes, double lead)
    {
        foreach (var random in new[] { 0.0, 0.5, 0.999 })
        {
            var tokens = TokenSet.Issued(Jwt.Create(s_now, TimeSpan.FromMinutes(minutes)), null, s_now, random);

            Assert.InRange((tokens.ExpiresAt - tokens.RenewAt).TotalMinutes, lead * 0.8, lead);
        }
    }

    [Fact]
    public void A_token_that_a_user_brought_ends_when_it_says()
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
    public void A_lifetime_is_believed_within_limits(string payload, double seconds) =>
        Assert.Equal(seconds, (TokenSet.Issued(Jwt.WithPayload(payload), null, s_now, 0.5).ExpiresAt - s_now).TotalSeconds, 3);

    [Theory]
    [InlineData("""{"iat":1772366400,"exp":1772370000}""", 270)] // a twelfth of the hour it says, with jitter
    [InlineData("""{"iat":1772369280,"exp":1772370000}""", 54)]
    [InlineData("""{"exp":1772370000}""", 270)]
    [InlineData("""{"iat":1772373600,"exp":1772370000}""", 270)] // nonsense
    [InlineData("""{"iat":1772370000,"exp":1772370000}""", 270)]
    public void A_token_that_a_user_brought_is_due_a_twelfth_of_its_life_before_its_end(string payload, double seconds)
    {
        var tokens = TokenSet.Adopted(Jwt.WithPayload(payload), "refresh", s_now, 0.5);

        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1772370000), tokens.ExpiresAt);
        Assert.Equal(seconds, (tokens.ExpiresAt - tokens.RenewAt).TotalSeconds, 3);
    }

    [Fact]
    public void A_token_of_a_user_that_says_nothing_lives_an_hour() =>
        Assert.Equal(s_now.AddHours(1), TokenSet.Adopted("opaque", null, s_now, 0.5).ExpiresAt);

    [Fact]
    public void A_token_is_usable_before_its_end_and_due_from_its_time_on_unless_it_was_refused()
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
    public void A_token_is_taken_in_bare_and_only_if_a_header_can_carry_it(string? text, string? token) =>
        Assert.Equal(token, TokenText.Normalize(text));

    [Fact]
    public void A_token_that_a_user_gives_must_be_one_and_is_not_repeated()
    {
        Assert.Equal("abc", TokenText.Require("Bearer abc", "access token"));

        var exception = Assert.Throws<RfaException>(() => TokenText.Require("hünter22", "access token"));

        Assert.Equal(ErrorCodes.InvalidToken, exception.ErrorCode);
        Assert.Contains("The access token is empty, longer than 16384 characters", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("nter22", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_that_is_too_long_is_not_taken_in()
    {
        Assert.NotNull(TokenText.Normalize(new string('a', 16 * 1024)));
        Assert.Null(TokenText.Normalize(new string('a', (16 * 1024) + 1)));
    }
}
