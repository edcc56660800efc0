using System.Text.Json;
using RfaAuth.Sandbox;
using RfaAuth.Sandbox.Tokens;

namespace RfaAuth.Core.Tests.Sandbox;

public sealed class RedFlagAlertSignInTests : SandboxTest
{
    private const string Companies = "{ companies(take: 1) { totalCount } }";

    [Fact]
    public async Task Sign_in_gives_a_JWT_that_lives_an_hour_and_a_refresh_token()
    {
        var (token, refreshToken) = await Wire.SignInAsync();

        var claims = Wire.Claims(token);
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
            variables: new { c = new { userName = "Demo@Example.com", password = SandboxUser.Demo.Password } });

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
        Assert.Contains("useManagementflow", today.Error.GetProperty("message").GetString(), StringComparison.Ordinal);
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

    [Fact]
    public async Task Revoked_refresh_tokens_are_dead()
    {
        var (_, refreshToken) = await Wire.SignInAsync();
        Server.RevokeRefreshTokens();

        Assert.Equal("INVALID_REFRESH_TOKEN", (await Wire.RefreshAsync(refreshToken)).Code);
    }
}
