using RfaAuth.Sandbox.Services.RedFlagAlert;
using RfaAuth.Sandbox.Tokens;

namespace RfaAuth.Core.Tests.Sandbox;

public sealed class RedFlagAlertTests : SandboxTest
{
    private const string Companies = "{ companies(take: 1) { totalCount } }";

    [Theory]
    [InlineData(UnauthorizedStyle.Http200GraphQL, 200)]
    [InlineData(UnauthorizedStyle.Http400GraphQL, 400)]
    [InlineData(UnauthorizedStyle.Http401GraphQL, 401)]
    [InlineData(UnauthorizedStyle.Http500GraphQL, 500)]
    [InlineData(UnauthorizedStyle.Http401Empty, 401)]
    public async Task A_dead_token_is_refused_in_the_style_that_is_set(UnauthorizedStyle style, int status)
    {
        Server.Options = Server.Options with { UnauthorizedStyle = style };
        var (token, _) = await Wire.SignInAsync();
        Clock.Advance(TimeSpan.FromMinutes(60));

        var reply = await Wire.RfaAsync(Companies, token);

        Assert.Equal(status, reply.Status);
        if (style == UnauthorizedStyle.Http401Empty)
        {
            Assert.Equal("", reply.Text);
        }
        else
        {
            Assert.Equal("AUTH_NOT_AUTHENTICATED", reply.Code);
            Assert.Equal("""["companies"]""", reply.Error.GetProperty("path").GetRawText());
            Assert.Equal("""{"companies":null}""", reply.Data.GetRawText());
        }
    }

    [Fact]
    public async Task Data_that_would_be_null_can_be_left_out()
    {
        Server.Options = Server.Options with { OmitNullData = true };

        var reply = await Wire.RfaAsync("{ account { note } }");

        Assert.False(reply.Json.TryGetProperty("data", out _));
    }

    [Fact]
    public async Task A_user_who_may_not_is_told_apart_from_one_who_is_not_signed_in()
    {
        var (token, _) = await Wire.SignInAsync();

        Assert.Equal("AUTH_NOT_AUTHORIZED", (await Wire.RfaAsync("{ adminReport }", token)).Code);
        Assert.Equal("AUTH_NOT_AUTHENTICATED", (await Wire.RfaAsync("{ adminReport }")).Code);
    }

    [Fact]
    public async Task A_token_can_live_less_than_a_second()
    {
        Server.TokenLifetime = TimeSpan.FromMilliseconds(300);
        var (token, _) = await Wire.SignInAsync();

        var alive = await Wire.RfaAsync(Companies, token);
        Clock.Advance(TimeSpan.FromMilliseconds(300));
        var dead = await Wire.RfaAsync(Companies, token);

        Assert.False(alive.Json.TryGetProperty("errors", out _));
        Assert.Equal("AUTH_NOT_AUTHENTICATED", dead.Code);
    }

    [Theory]
    [InlineData(TokenShape.JwtWithoutExpiry)]
    [InlineData(TokenShape.JwtWithNonsenseExpiry)]
    [InlineData(TokenShape.Opaque)]
    public async Task A_token_of_any_shape_is_taken_until_its_end(TokenShape shape)
    {
        Server.Options = Server.Options with { TokenShape = shape };
        var (token, _) = await Wire.SignInAsync();

        var alive = await Wire.RfaAsync(Companies, token);
        Server.RevokeAccessTokens();
        var dead = await Wire.RfaAsync(Companies, token);

        Assert.Equal(shape != TokenShape.Opaque, token.Split('.').Length == 3);
        Assert.False(alive.Json.TryGetProperty("errors", out _));
        Assert.Equal("AUTH_NOT_AUTHENTICATED", dead.Code);
    }

    [Fact]
    public async Task A_clock_that_is_wrong_shows_in_the_claims_only()
    {
        Server.Options = Server.Options with { TokenClockOffset = TimeSpan.FromDays(-1) };
        var (token, _) = await Wire.SignInAsync();

        Assert.True(Wire.Claims(token).GetProperty("exp").GetInt64() < Clock.GetUtcNow().ToUnixTimeSeconds());
        Assert.False((await Wire.RfaAsync(Companies, token)).Json.TryGetProperty("errors", out _));
    }

    [Fact]
    public async Task A_token_signed_by_somebody_else_is_refused()
    {
        var parts = (await Wire.SignInAsync()).AccessToken.Split('.');

        var reply = await Wire.RfaAsync(Companies, $"{parts[0]}.{parts[1]}.{new string('A', parts[2].Length)}");

        Assert.Equal("AUTH_NOT_AUTHENTICATED", reply.Code);
    }

    [Theory]
    [InlineData(70)]
    [InlineData(100)]
    public async Task Companies_are_paged_by_segments(int take)
    {
        var (token, _) = await Wire.SignInAsync();
        var numbers = new HashSet<string>();
        var hasNext = true;
        for (var skip = 0; hasNext; skip += take)
        {
            var reply = await Wire.RfaAsync(
                "query($skip: Int!, $take: Int!) { companies(skip: $skip, take: $take) { items { company_number } pageInfo { hasNextPage hasPreviousPage } totalCount } }",
                token,
                new { skip, take });
            var segment = reply.Data.GetProperty("companies");
            Assert.Equal(300, segment.GetProperty("totalCount").GetInt32());
            Assert.Equal(skip > 0, segment.GetProperty("pageInfo").GetProperty("hasPreviousPage").GetBoolean());
            Assert.NotEqual(0, segment.GetProperty("items").GetArrayLength());
            numbers.UnionWith(segment.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("company_number").GetString()!));
            hasNext = segment.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean();
        }

        Assert.Equal(300, numbers.Count);
    }

    [Fact]
    public async Task The_type_of_the_answer_is_the_one_that_is_accepted()
    {
        Assert.Equal("application/json", (await Wire.RfaAsync(Companies)).ContentType);
        Assert.Equal(
            "application/graphql-response+json",
            (await Wire.RfaAsync(Companies, accept: "application/graphql-response+json, application/json;q=0.9, */*;q=0.1")).ContentType);
    }
}
