using System.Text;
using System.Text.Json;
using RfaAuth.Sandbox;
using RfaAuth.Sandbox.Services.RedFlagAlert;
using RfaAuth.Sandbox.Tokens;

namespace RfaAuth.Core.Tests.Sandbox;

public sealed class RedFlagAlertTests : SandboxTest
{
    private const string Companies = "{ companies(take: 1) { totalCount } }";

    [Fact]
    public async Task Sign_in_gives_a_JWT_that_lives_an_hour_and_a_refresh_token()
    {
        var (token, refreshToken) = await Wire.SignInAsync();

        var claims = Claims(token);
        Assert.Equal(3600, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        Assert.Equal("demo", claims.GetProperty("sub").GetString());
        Assert.Equal(200, (await Wire.RfaAsync(Companies, token)).Status);
        Assert.NotEmpty(refreshToken);
    }

    [Fact]
    public async Task The_documents_with_and_without_the_last_slash_and_inline_credentials_work()
    {
        const string Query = """mutation signIn {signIn(useManagementflow: true, credentials: { userName: "demo@example.com", password: "Sandbox-demo-1" }) {accessToken refreshToken}}""";

        var reply = await Wire.PostAsync(new Uri(Server.RfaEndpoint.AbsoluteUri.TrimEnd('/')), Query, token: null);

        Assert.Equal("signIn", Assert.Single(reply.Data.EnumerateObject()).Name);
    }

    [Fact]
    public async Task The_credentials_can_be_declared_by_their_input_type()
    {
        var reply = await Wire.RfaAsync(
            "mutation($c: SignInCredentialsInput!) { signIn(useManagementflow: true, credentials: $c) { accessToken } }",
            variables: new { c = new { userName = "demo", password = SandboxUser.Demo.Password } });

        Assert.Equal(JsonValueKind.Object, reply.Data.GetProperty("signIn").ValueKind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("useManagementflow: false, ")]
    public async Task Without_the_management_flow_the_sign_in_is_refused(string argument)
    {
        var reply = await Wire.RfaAsync($$"""mutation { signIn({{argument}}credentials: {userName: "demo", password: "{{SandboxUser.Demo.Password}}"}) { accessToken } }""");

        Assert.Equal("MANAGEMENT_FLOW_REQUIRED", reply.Code);
        Assert.Empty(Server.Ledger.SignIns);
    }

    [Fact]
    public async Task The_legacy_service_signs_in_without_the_argument_and_does_not_know_it()
    {
        Server.Options = Server.Options with { RequireManagementFlow = false };

        var legacy = await Wire.RfaAsync($$"""mutation { signIn(credentials: {userName: "demo", password: "{{SandboxUser.Demo.Password}}"}) { refreshToken } }""");
        var refreshToken = legacy.Data.GetProperty("signIn").GetProperty("refreshToken").GetString();
        var refreshed = await Wire.RfaAsync($$"""mutation { signInRefresh(credentials: {refreshToken: "{{refreshToken}}"}) { accessToken } }""");
        var today = await Wire.RfaAsync(Wire.SignInDocument, variables: new { userName = "demo", password = SandboxUser.Demo.Password });

        Assert.Equal(JsonValueKind.Object, refreshed.Data.GetProperty("signInRefresh").ValueKind);
        Assert.Equal(400, today.Status);
        Assert.Equal("useManagementflow", today.Error.GetProperty("extensions").GetProperty("argument").GetString());
    }

    [Fact]
    public async Task A_wrong_password_is_a_GraphQL_error_on_the_field()
    {
        var reply = await Wire.RfaAsync(Wire.SignInDocument, variables: new { userName = "demo", password = "wrong" });

        Assert.Equal(200, reply.Status);
        Assert.Equal("INVALID_CREDENTIALS", reply.Code);
        Assert.Equal("""{"signIn":null}""", reply.Data.GetRawText());
        Assert.False(Assert.Single(Server.Ledger.SignIns).IsAccepted);
    }

    [Fact]
    public async Task A_changed_password_counts_from_then_on()
    {
        Server.ChangePassword("p\"a\\ss\n£日本");

        var old = await Wire.RfaAsync(Wire.SignInDocument, variables: new { userName = "demo", password = SandboxUser.Demo.Password });
        var changed = await Wire.RfaAsync(Wire.SignInDocument, variables: new { userName = "demo", password = "p\"a\\ss\n£日本" });

        Assert.Equal("INVALID_CREDENTIALS", old.Code);
        Assert.Equal(JsonValueKind.Object, changed.Data.GetProperty("signIn").ValueKind);
    }

    [Fact]
    public async Task A_refresh_gives_new_tokens_and_uses_the_old_one_up()
    {
        var (_, first) = await Wire.SignInAsync();

        var refreshed = (await Wire.RefreshAsync(first)).Data.GetProperty("signInRefresh");
        var second = refreshed.GetProperty("refreshToken").GetString()!;
        var reused = await Wire.RefreshAsync(first);
        var afterReuse = await Wire.RefreshAsync(second);

        Assert.NotEqual(first, second);
        Assert.Equal(200, (await Wire.RfaAsync(Companies, refreshed.GetProperty("accessToken").GetString())).Status);
        Assert.Equal("INVALID_REFRESH_TOKEN", reused.Code);
        Assert.Equal("INVALID_REFRESH_TOKEN", afterReuse.Code);
        Assert.Equal(["Accepted", "Reused", "Revoked"], Server.Ledger.Refreshes.Select(r => r.Outcome));
        Assert.Equal(2, Server.Ledger.RefreshTokensSeen[Server.Ledger.Refreshes[0].RefreshTokenId]);
    }

    [Theory]
    [InlineData(RefreshTokenRotation.Keep)]
    [InlineData(RefreshTokenRotation.Omit)]
    public async Task A_refresh_token_that_is_not_rotated_can_be_used_again(RefreshTokenRotation rotation)
    {
        Server.Options = Server.Options with { RefreshTokenRotation = rotation };
        var (_, refreshToken) = await Wire.SignInAsync();

        var first = await Wire.RefreshAsync(refreshToken);
        var second = await Wire.RefreshAsync(refreshToken);

        Assert.Equal(rotation == RefreshTokenRotation.Keep ? refreshToken : null, first.Data.GetProperty("signInRefresh").GetProperty("refreshToken").GetString());
        Assert.Equal(JsonValueKind.Object, second.Data.GetProperty("signInRefresh").ValueKind);
    }

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

        Assert.True(Claims(token).GetProperty("exp").GetInt64() < Clock.GetUtcNow().ToUnixTimeSeconds());
        Assert.False((await Wire.RfaAsync(Companies, token)).Json.TryGetProperty("errors", out _));
    }

    [Fact]
    public async Task A_token_signed_by_somebody_else_is_refused()
    {
        var parts = (await Wire.SignInAsync()).AccessToken.Split('.');

        var reply = await Wire.RfaAsync(Companies, $"{parts[0]}.{parts[1]}.{new string('A', parts[2].Length)}");

        Assert.Equal("AUTH_NOT_AUTHENTICATED", reply.Code);
    }

    [Fact]
    public async Task Revoked_refresh_tokens_are_dead()
    {
        var (_, refreshToken) = await Wire.SignInAsync();
        Server.RevokeRefreshTokens();

        Assert.Equal("INVALID_REFRESH_TOKEN", (await Wire.RefreshAsync(refreshToken)).Code);
    }

    [Fact]
    public async Task Companies_are_paged_by_segments()
    {
        var (token, _) = await Wire.SignInAsync();
        var numbers = new HashSet<string>();
        var hasNext = true;
        for (var skip = 0; hasNext; skip += 70)
        {
            var reply = await Wire.RfaAsync(
                "query($skip: Int!) { companies(skip: $skip, take: 70) { items { company_number } pageInfo { hasNextPage hasPreviousPage } totalCount } }",
                token,
                new { skip });
            var segment = reply.Data.GetProperty("companies");
            Assert.Equal(300, segment.GetProperty("totalCount").GetInt32());
            Assert.Equal(skip > 0, segment.GetProperty("pageInfo").GetProperty("hasPreviousPage").GetBoolean());
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

    private static JsonElement Claims(string token)
    {
        var part = token.Split('.')[1].Replace('-', '+').Replace('_', '/');
        var bytes = Convert.FromBase64String(part.PadRight((part.Length + 3) / 4 * 4, '='));
        return JsonDocument.Parse(Encoding.UTF8.GetString(bytes)).RootElement;
    }
}
