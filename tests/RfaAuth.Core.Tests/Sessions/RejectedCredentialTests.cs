namespace RfaAuth.Core.Tests.Sessions;

/// <summary>A credential that the service rejected is remembered beside the stored tokens: each test begins sessions as processes do, one after the other.</summary>
public sealed class RejectedCredentialTests : StoredSessionTests
{
    private const string Wrong = """{"errors":[{"message":"Wrong.","extensions":{"code":"AUTH_NOT_AUTHENTICATED"}}]}""";

    private static readonly DateTimeOffset s_at = new(2026, 2, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task It_is_tried_once_in_all_processes_that_share_the_tokens()
    {
        await StoreAsync("A1", "R1", s_expired);
        Http.Answer(401, "").Answer(401, Wrong);

        Assert.Equal(ErrorCodes.CredentialRejected, (await FailToConnectAsync(Credential())).ErrorCode);
        Assert.Equal(2, Http.Requests.Count);
        for (var process = 0; process < 3; process++)
        {
            Clock.Advance(TimeSpan.FromMinutes(5));
            var again = await FailToConnectAsync(Credential());
            Assert.Equal(ErrorCodes.CredentialRejected, again.ErrorCode);
            Assert.Contains("not tried again", again.Message, StringComparison.Ordinal);
            Assert.Contains("2026-03-01 12:00:00Z", again.Message, StringComparison.Ordinal);
            Assert.Contains("-Force", again.RecommendedAction, StringComparison.Ordinal);
        }

        Assert.Equal(2, Http.Requests.Count);
    }

    [Fact]
    public async Task It_is_remembered_where_nothing_was_stored_yet()
    {
        Http.Answer(401, Wrong);

        await FailToConnectAsync(Credential());
        await FailToConnectAsync(Credential());

        Assert.Single(Http.Requests);
        Assert.False(Vault.Tokens!.HasTokens);
    }

    [Fact]
    public async Task Another_credential_is_tried_and_success_forgets_the_rejection()
    {
        Http.Answer(401, Wrong).Answer(200, Grant("signIn", "A2", "R2"));
        await FailToConnectAsync(Credential());

        using (var session = await ConnectStoredAsync(Credential("another")))
            Assert.Equal("Connected", session.Status.State);

        AssertStored("A2", "R2");
        Assert.Null(Vault.Tokens!.Rejected);
    }

    [Fact]
    public async Task Another_credential_that_is_rejected_takes_its_place()
    {
        Http.Answer(401, Wrong).Answer(401, Wrong);
        await FailToConnectAsync(Credential());
        await FailToConnectAsync(Credential("another"));

        Assert.Equal(ErrorCodes.CredentialRejected, (await FailToConnectAsync(Credential("another"))).ErrorCode);

        Assert.Equal(2, Http.Requests.Count);
    }

    [Fact]
    public async Task Another_way_to_sign_in_is_tried()
    {
        Http.Answer(401, Wrong).Answer(200, Grant("signIn", "A2", "R2"));
        await FailToConnectAsync(Credential());

        using var session = await ConnectStoredAsync(Credential(), RedFlagAlertApi.With(SignInMode.Legacy));

        AssertStored("A2", "R2");
    }

    [Fact]
    public async Task Force_tries_it_once_more_and_remembers_that_it_was_rejected_again()
    {
        Http.Answer(401, Wrong).Answer(401, Wrong).Answer(200, Grant("signIn", "A2", "R2"));
        await FailToConnectAsync(Credential());
        Clock.Advance(TimeSpan.FromHours(1));

        var forced = await Assert.ThrowsAsync<RfaException>(() => ForceAsync(Credential()));
        Assert.DoesNotContain("not tried again", forced.Message, StringComparison.Ordinal);
        Assert.Contains("13:00:00Z", (await FailToConnectAsync(Credential())).Message, StringComparison.Ordinal);
        Assert.Equal(2, Http.Requests.Count);

        // The account works again.
        using (await ForceAsync(Credential()))
            AssertStored("A2", "R2");
        using var session = await ConnectStoredAsync(Credential());
        Assert.Equal(("Connected", 3), (session.Status.State, Http.Requests.Count));
    }

    [Fact]
    public async Task What_is_left_of_the_access_token_is_used_with_a_warning()
    {
        await StoreAsync("T1", null, api: "Toggle");
        Http.Answer(401, Wrong).Answer(200, Data);
        using (var first = await ConnectStoredAsync(Credential(), ToggleApi.Definition))
            await Assert.ThrowsAsync<RfaException>(() => UpdateAsync(first));
        AssertStored("T1", null);
        Assert.Empty(Log.Warnings);

        using var second = await ConnectStoredAsync(Credential(), ToggleApi.Definition);
        Assert.Contains("rejected the credential earlier", Assert.Single(Log.Warnings), StringComparison.Ordinal);
        Assert.Equal(("CredentialRejected", false), (second.Status.State, second.Status.CanRenew));
        await CallAsync(second);

        Clock.Advance(s_expired);
        Assert.Equal(ErrorCodes.CredentialRejected, (await Assert.ThrowsAsync<RfaException>(() => CallAsync(second))).ErrorCode);
        Assert.Equal(2, Http.Requests.Count);
    }

    [Fact]
    public async Task A_refused_access_token_is_not_kept_so_that_the_next_process_sends_nothing()
    {
        await StoreAsync("A1", null);
        Http.Answer(401, "").Answer(401, Wrong);
        using (var first = await ConnectStoredAsync(Credential()))
            await Assert.ThrowsAsync<RfaException>(() => CallAsync(first));

        await FailToConnectAsync(Credential());

        Assert.Equal(2, Http.Requests.Count);
        Assert.False(Vault.Tokens!.HasTokens);
    }

    [Fact]
    public async Task It_stays_remembered_through_a_renewal_that_is_no_sign_in()
    {
        Vault.Text = With(TextOf("T1", null, api: "Toggle"), Credential(), ToggleApi.Definition, s_at);
        Http.Answer(200, Data, headers: ("X-Authorization", "T2"));
        using (var session = await ConnectStoredAsync(Credential(), ToggleApi.Definition))
            await CallAsync(session);

        AssertStored("T2", null);
        Assert.Equal(s_at, Vault.Tokens!.Rejected!.At);
    }

    [Fact]
    public async Task A_process_that_runs_already_does_not_try_it_either_and_keeps_its_living_token()
    {
        await StoreAsync("T1", null, api: "Toggle");
        using var running = await ConnectStoredAsync(Credential(), ToggleApi.Definition);
        using (var other = await ConnectStoredAsync(Credential(), ToggleApi.Definition))
        {
            Http.Answer(401, Wrong);
            await Assert.ThrowsAsync<RfaException>(() => UpdateAsync(other));
        }

        Assert.Equal(ErrorCodes.CredentialRejected, (await Assert.ThrowsAsync<RfaException>(() => UpdateAsync(running))).ErrorCode);
        Assert.Single(Http.Requests);
        Http.Answer(200, Data);
        await CallAsync(running);
        Assert.Equal("Bearer T1", Http.Requests[1].Authorization);
    }

    [Fact]
    public async Task A_process_that_still_holds_the_refresh_token_does_not_send_it_again()
    {
        await StoreAsync("A1", "R1");
        using var running = await ConnectStoredAsync(Credential("another"));
        using (var other = await ConnectStoredAsync(Credential()))
        {
            Http.Answer(401, "").Answer(401, Wrong);
            await Assert.ThrowsAsync<RfaException>(() => UpdateAsync(other));
        }

        Http.Answer(200, Grant("signIn", "A2", "R2"));
        Assert.True(await UpdateAsync(running));

        Assert.DoesNotContain("R1", Http.Requests[2].Body, StringComparison.Ordinal);
        AssertStored("A2", "R2");
    }

    [Fact]
    public async Task A_process_that_holds_the_refresh_token_and_no_credential_does_not_send_it_again_either()
    {
        await StoreAsync("A1", "R1");
        using var running = await ConnectStoredAsync();
        using (var other = await ConnectStoredAsync(Credential()))
        {
            // So that nothing is left to store.
            Clock.Advance(s_expired);
            Http.Answer(401, "").Answer(401, Wrong);
            await Assert.ThrowsAsync<RfaException>(() => UpdateAsync(other));
        }

        Assert.Equal(ErrorCodes.ReauthenticationRequired, (await Assert.ThrowsAsync<RfaException>(() => UpdateAsync(running))).ErrorCode);

        Assert.Equal(2, Http.Requests.Count);
    }

    [Fact]
    public async Task A_refresh_token_that_counted_as_sent_before_is_not_sent_after_the_rejection()
    {
        await StoreAsync("A1", "R1");
        await File.AppendAllTextAsync(LockPath, " sent");
        using var session = await ConnectStoredAsync(Credential());
        Http.Answer(401, Wrong);

        await Assert.ThrowsAsync<RfaException>(() => UpdateAsync(session));
        await Assert.ThrowsAsync<RfaException>(() => UpdateAsync(session));

        Assert.DoesNotContain("R1", Assert.Single(Http.Requests).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_service_could_not_do_is_no_rejection()
    {
        Http.Answer(503, "").Answer(200, Grant("signIn", "A1", "R1"));

        Assert.Equal(ErrorCodes.SignInFailed, (await FailToConnectAsync(Credential())).ErrorCode);
        Assert.Null(Vault.Text);
        using var session = await ConnectStoredAsync(Credential());
    }

    [Fact]
    public async Task A_vault_that_cannot_be_written_costs_a_warning_and_not_the_error()
    {
        Vault.WriteFault = FakeVault.Locked;
        Http.Answer(401, Wrong);

        Assert.Equal(ErrorCodes.CredentialRejected, (await FailToConnectAsync(Credential())).ErrorCode);

        Assert.Contains("next run tries the credential again", Assert.Single(Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejection_alone_is_no_token_set_for_a_session_without_a_credential()
    {
        Http.Answer(401, Wrong);
        await FailToConnectAsync(Credential());

        Assert.Equal(ErrorCodes.SecretNotFound, (await Assert.ThrowsAsync<RfaException>(() => ConnectStoredAsync())).ErrorCode);
    }

    [Fact]
    public async Task It_is_bound_to_service_endpoint_and_user_as_tokens_are()
    {
        Http.Answer(401, Wrong);
        await FailToConnectAsync(Credential());

        Assert.Equal(
            ErrorCodes.StoredTokenMismatch,
            (await Assert.ThrowsAsync<RfaException>(() => ConnectStoredAsync(Credential(), ToggleApi.Definition))).ErrorCode);
    }

    [Fact]
    public async Task Neither_name_nor_password_can_be_read_from_it_and_each_has_a_salt_of_its_own()
    {
        Http.Answer(401, Wrong);
        await FailToConnectAsync(Credential());
        var first = Vault.Tokens!.Rejected!;
        Vault.Text = null;
        Http.Answer(401, Wrong);
        await FailToConnectAsync(Credential());

        Assert.NotEqual(first.Salt, Vault.Tokens!.Rejected!.Salt);
        Assert.NotEqual(first.Hash, Vault.Tokens.Rejected.Hash);
        Assert.Equal(600_000, new SessionOptions(RedFlagAlertApi.Definition, new Uri("https://example.com/")).HashIterations);
        var spelled = System.Text.Json.JsonSerializer.Serialize(Password).Trim('"');
        Assert.DoesNotContain(spelled, Vault.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Password)), Vault.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_of_an_earlier_version_stays_readable()
    {
        Vault.Text = """{"format":"RfaAuth tokens 1","api":"RedFlagAlert","endpoint":"https://example.com/graphql/","user":"me@example.com","obtainedAt":"2026-03-01T11:30:00.0000000+00:00","expiresAt":"2026-03-01T12:30:00.0000000+00:00","accessToken":"A1","refreshToken":"R1"}""";

        using var session = await ConnectStoredAsync(Credential());

        Assert.Equal(("Connected", TimeSpan.FromMinutes(30)), (session.Status.State, session.Status.TimeLeft));
        Assert.Null(Vault.Tokens!.Rejected);
    }

    [Theory]
    [InlineData("600000", "0")]
    [InlineData("600000", "-1")]
    [InlineData("600000", "2000000000")]
    [InlineData("600000", "null")]
    [InlineData("\"salt\":\"", "\"salt\":\"!")]
    [InlineData("pbkdf2-sha256", "md5")]
    [InlineData("rejectedCredential", "somethingElse")]
    public void A_rejection_that_is_damaged_is_none_and_leaves_the_tokens(string part, string with)
    {
        var text = With(TextOf("A1", "R1"), Credential(), RedFlagAlertApi.Definition, s_at);
        Assert.NotNull(StoredTokensText.Read(text)!.Rejected);

        var read = StoredTokensText.Read(text.Replace(part, with, StringComparison.Ordinal))!;

        Assert.Equal(("A1", (RejectedCredential?)null), (read.AccessToken, read.Rejected));
    }

    private static SignInCredential Credential(string password) => new(User, SecureText.Protect(password));

    private static string With(string text, SignInCredential credential, ServiceDefinition api, DateTimeOffset at)
    {
        var tokens = StoredTokensText.Read(text)!;
        return StoredTokensText.Write(new StoredTokens(tokens.Binding, tokens.AccessToken, tokens.RefreshToken)
        {
            ObtainedAt = tokens.ObtainedAt,
            ExpiresAt = tokens.ExpiresAt,
            Rejected = RejectedCredential.Of(api.SignIn!.Create(credential).Query, credential.UserName, credential.Password, at, 600_000),
        });
    }

    private Task<RfaException> FailToConnectAsync(SignInCredential credential) =>
        Assert.ThrowsAsync<RfaException>(() => ConnectStoredAsync(credential));

    private Task<ApiSession> ForceAsync(SignInCredential credential) => ApiSession.ConnectStoredAsync(
        Options(RedFlagAlertApi.Definition) with { RetryRejectedCredential = true },
        credential,
        new TokenStoreName("Vault", "Secret") { LockPath = LockPath },
        Vault,
        Log,
        default);
}
