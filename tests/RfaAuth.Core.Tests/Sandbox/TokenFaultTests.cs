using RfaAuth.Sandbox;
using RfaAuth.Sandbox.Tokens;

namespace RfaAuth.Core.Tests.Sandbox;

/// <summary>Faults in tokens: what is issued, what is accepted, and what Toggle's headers say.</summary>
public sealed class TokenFaultTests : SandboxTest
{
    private const string Viewer = "{ viewer { userName } }";

    private long Now => Clock.GetUtcNow().ToUnixTimeSeconds();

    [Theory]
    [InlineData("expired", -3601, -1)]
    [InlineData("revoked", 0, 3600)]
    [InlineData("forged", 0, 3600)]
    public async Task A_token_is_dead_when_it_is_issued(string kind, int issued, int expires)
    {
        Server.FaultPlan.Add($"dead-token={kind}:1");

        var (dead, _) = await Wire.SignInAsync();
        var (alive, _) = await Wire.SignInAsync();

        Assert.Equal("AUTH_NOT_AUTHENTICATED", (await Wire.RfaAsync(Viewer, dead)).Code);
        Assert.Equal(Now + issued, Wire.Claims(dead).GetProperty("iat").GetInt64());
        Assert.Equal(Now + expires, Wire.Claims(dead).GetProperty("exp").GetInt64());
        Assert.Equal("demo", (await Wire.RfaAsync(Viewer, alive)).Data.GetProperty("viewer").GetProperty("userName").GetString());
    }

    [Theory]
    [InlineData("JwtWithoutExpiry", "")]
    [InlineData("JwtWithNonsenseExpiry", "\"tomorrow\"")]
    [InlineData("JwtWithTextExpiry", "\"1748782800\"")]
    [InlineData("JwtWithFractionalExpiry", "1748782800.5")]
    [InlineData("JwtWithNegativeExpiry", "-1")]
    [InlineData("JwtWithHugeExpiry", "1000000000000000000")]
    [InlineData("LongJwt", "1748782800")]
    public async Task A_token_of_an_odd_shape_is_accepted(string shape, string expiry)
    {
        Server.FaultPlan.Add("token-shape=" + shape);
        var (token, _) = await Wire.SignInAsync();

        Assert.True((await Wire.RfaAsync(Viewer, token)).Json.TryGetProperty("data", out _));
        Assert.Equal(expiry, Wire.Claims(token).TryGetProperty("exp", out var claim) ? claim.GetRawText() : "");
        Assert.Equal(shape == "LongJwt", token.Length > 16 * 1024);
        Assert.Single(Server.Ledger.TokensPresented);
    }

    [Theory]
    [InlineData(TokenShape.Opaque, 1)]
    [InlineData(TokenShape.BrokenJwt, 3)]
    [InlineData(TokenShape.EncryptedJwt, 5)]
    public async Task A_token_that_cannot_be_read_is_accepted(TokenShape shape, int parts)
    {
        Server.FaultPlan.Add("token-shape=" + shape);
        var (token, _) = await Wire.SignInAsync();

        Assert.Equal("demo", (await Wire.RfaAsync(Viewer, token)).Data.GetProperty("viewer").GetProperty("userName").GetString());
        Assert.Equal(parts, token.Split('.').Length);
    }

    [Fact]
    public async Task A_token_has_the_lifetime_and_the_clock_asked_for()
    {
        Server.FaultPlan.Add("token-lifetime=3@sign-in");
        Server.FaultPlan.Add("token-clock-skew=-86400@sign-in");
        var (token, refreshToken) = await Wire.SignInAsync();
        var refreshed = (await Wire.RefreshAsync(refreshToken)).Data.GetProperty("signInRefresh").GetProperty("accessToken").GetString()!;

        Assert.Equal(Now - 86400, Wire.Claims(token).GetProperty("iat").GetInt64());
        Assert.Equal(Now - 86397, Wire.Claims(token).GetProperty("exp").GetInt64());
        Assert.Equal(Now + 3600, Wire.Claims(refreshed).GetProperty("exp").GetInt64());
        Assert.True((await Wire.RfaAsync(Viewer, token)).Json.TryGetProperty("data", out _));
        Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("AUTH_NOT_AUTHENTICATED", (await Wire.RfaAsync(Viewer, token)).Code);
    }

    [Theory]
    [InlineData("access", false, true)]
    [InlineData("refresh", true, false)]
    [InlineData("all", false, false)]
    public async Task Tokens_are_revoked_when_a_request_comes(string what, bool accessLives, bool refreshLives)
    {
        var (token, refreshToken) = await Wire.SignInAsync();
        var (other, _) = await Wire.SignInAsync();
        Server.FaultPlan.Add($"revoke={what}:1");

        Assert.Equal(accessLives, !(await Wire.RfaAsync(Viewer, token)).Json.TryGetProperty("errors", out _));
        Assert.Equal(accessLives, !(await Wire.RfaAsync(Viewer, other)).Json.TryGetProperty("errors", out _));
        Assert.Equal(refreshLives, !(await Wire.RefreshAsync(refreshToken)).Json.TryGetProperty("errors", out _));
        Assert.Equal(refreshLives ? "Accepted" : "Revoked", Server.Ledger.Refreshes.Single().Outcome);
    }

    [Fact]
    public async Task A_token_header_is_older_than_the_token_presented_and_still_good()
    {
        var token = await Wire.LogInAsync();
        Clock.Advance(TimeSpan.FromSeconds(100));
        Server.FaultPlan.Add("old-token-header=700:1");

        var reply = await Wire.ToggleAsync("{ me { id } }", token);

        var old = reply.Header("X-Authorization")!;
        Assert.Equal(old, reply.Header("Authorization"));
        Assert.Equal(Wire.Claims(token).GetProperty("exp").GetInt64() - 600, Wire.Claims(old).GetProperty("exp").GetInt64());
        Assert.Equal("demo", (await Wire.ToggleAsync("{ me { id } }", old)).Data.GetProperty("me").GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_sign_in_can_be_answered_with_an_older_token()
    {
        Server.FaultPlan.Add("old-token-header");

        var token = await Wire.LogInAsync();

        Assert.Equal(Now - 600, Wire.Claims(token).GetProperty("iat").GetInt64());
    }

    [Fact]
    public async Task A_token_header_comes_though_none_is_due()
    {
        Server.FaultPlan.Add("token-header=Bearer x");

        var reply = await RawWire.PostAsync(Server.ToggleEndpoint, "{ me { id } }");

        Assert.Equal(["Bearer x"], reply.Header("X-Authorization"));
    }

    [Theory]
    [InlineData("space", " ")]
    [InlineData("tab", "\t")]
    [InlineData("nul", "\0")]
    [InlineData("control", "\u001b")]
    [InlineData("non-ascii", "\u00c3\u00a9")]
    [InlineData("comma", ", ")]
    [InlineData("quotes", "\"")]
    public async Task A_token_header_has_what_no_token_has(string kind, string expected)
    {
        var value = Assert.Single((await LogInAsync("illegal-token-header=" + kind)).Header("X-Authorization"));

        Assert.Contains(expected, value, StringComparison.Ordinal);
        Assert.Equal(3, value.Split(", ")[0].Split('.').Length);
    }

    [Fact]
    public async Task A_token_header_is_folded()
    {
        Assert.Matches("\r\nX-Authorization: [^\r\n]+\r\n [^\r\n]+\r\n", (await LogInAsync("illegal-token-header=fold")).Text);
    }

    [Theory]
    [InlineData("long-token-header", 20_000)]
    [InlineData("long-token-header=70000", 70_000)]
    public async Task A_token_header_is_too_long(string fault, int length)
    {
        Server.FaultPlan.Add("close");

        Assert.Equal(length, Assert.Single((await LogInAsync(fault)).Header("X-Authorization")).Length);
    }

    private async Task<RawReply> LogInAsync(string fault)
    {
        Server.FaultPlan.Add(fault);
        return await RawWire.PostAsync(
            Server.ToggleEndpoint, Wire.LoginDocument, variables: new { email = SandboxUser.Demo.Email, password = SandboxUser.Demo.Password });
    }
}
