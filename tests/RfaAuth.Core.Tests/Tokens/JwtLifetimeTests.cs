namespace RfaAuth.Core.Tests.Tokens;

public sealed class JwtLifetimeTests
{
    private const long Now = 1772366400;

    [Theory]
    [InlineData(999_999_999, false)]
    [InlineData(1_000_000_000, true)]
    [InlineData(9_999_999_999, true)]
    [InlineData(10_000_000_000, false)] // milliseconds, or nonsense
    public void A_time_in_a_token_must_be_between_2001_and_2286(long seconds, bool isTime)
    {
        var times = JwtLifetime.Read(Jwt.WithPayload($$"""{"iat":{{seconds}},"exp":{{seconds}}}"""));

        DateTimeOffset? expected = isTime ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        Assert.Equal(new JwtLifetime(expected, expected), times);
    }

    // Each length modulo three has its own padding; ? and > become _ and - in the alphabet of URLs.
    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("xy")]
    [InlineData("???>>>")]
    [InlineData("?~?~>~>~")]
    public void A_token_is_read_with_claims_of_any_length_and_letters(string name)
    {
        var times = JwtLifetime.Read(Jwt.WithPayload($$"""{"name":"{{name}}","iat":{{Now}},"exp":{{Now + 60}}}"""));

        Assert.Equal(TimeSpan.FromMinutes(1), times.ExpiresAt - times.IssuedAt);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(Now), times.IssuedAt);
    }

    [Fact]
    public void Fractions_of_seconds_are_read() => Assert.Equal(
        DateTimeOffset.FromUnixTimeMilliseconds((Now * 1000) + 500), JwtLifetime.Read(Jwt.WithPayload($$"""{"exp":{{Now}}.5}""")).ExpiresAt);

    [Fact]
    public void Only_a_token_of_three_parts_is_a_JWT()
    {
        var payload = Jwt.WithPayload($$"""{"exp":{{Now}}}""").Split('.')[1];

        Assert.NotNull(JwtLifetime.Read($"a.{payload}.c").ExpiresAt);
        Assert.Null(JwtLifetime.Read($"a.{payload}").ExpiresAt);
        Assert.Null(JwtLifetime.Read($"a.{payload}.c.d").ExpiresAt);
        Assert.Null(JwtLifetime.Read($"a.{payload}!.c").ExpiresAt);
    }

    [Theory]
    // iat and exp of the candidate, then of the other one, in minutes from now; null: not said
    [InlineData(0, 60, 0, 60, false)]
    [InlineData(1, 61, 0, 60, false)]
    [InlineData(-1, 59, 0, 60, true)]
    [InlineData(0, 59, 0, 60, true)] // issued together, ends before
    [InlineData(-1, 60, 0, 60, true)] // ends together, issued before
    [InlineData(null, 59, null, 60, true)]
    [InlineData(-1, null, 0, null, true)]
    [InlineData(null, 59, 0, null, false)] // nothing to compare
    [InlineData(null, null, 0, 60, false)]
    [InlineData(0, 60, null, null, false)]
    public void A_token_is_older_if_it_was_issued_or_ends_before(int? iat, int? exp, int? otherIat, int? otherExp, bool isOlder) =>
        Assert.Equal(isOlder, JwtLifetime.IsOlder(Token(iat, exp), Token(otherIat, otherExp)));

    [Fact]
    public void A_missing_token_is_not_older_than_another() => Assert.False(JwtLifetime.IsOlder(Token(0, 60), null));

    private static string Token(int? iat, int? exp) => Jwt.WithPayload(
        "{" + string.Join(",", new[] { ("iat", iat), ("exp", exp) }.Where(c => c.Item2 is not null).Select(c => $"\"{c.Item1}\":{Now + (60 * c.Item2!.Value)}")) + "}");
}
