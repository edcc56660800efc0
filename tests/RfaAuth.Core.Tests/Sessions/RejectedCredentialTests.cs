namespace RfaAuth.Core.Tests.Sessions;

/// <summary>A credential that the service rejected is remembered beside the stored tokens: each test begins sessions as processes do, one after the other.</summary>
public sealed class RejectedCredentialTests : StoredSessionTests
{
    private const string Wrong = """{"errors":[{"message":"Wrong.","extensions":{"code":"AUTH_NOT_AUTHENTICATED"}}]}""";

    private static readonly DateTimeOffset s_at = new(2026, 2, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_rejected_credential_is_tried_once_by_all_processes_that_share_the_tokens()
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
    public async Task A_rejection_is_stored_without_tokens_for_its_own_service_and_user()
    {
        Http.Answer(401, Wrong);

        await FailToConnectAsync(Credential());
        await FailToConnectAsync(Credential());

        Assert.Single(Http.Requests);
        Assert.False(Vault.Tokens!.HasTokens);
        // It is no token set for a session without a credential, and binds as tokens do.
        Assert.Equal(ErrorCodes.SecretNotFound, (await Assert.ThrowsAsync<RfaException>(() => ConnectStoredAsync())).ErrorCode);
        Assert.Equal(
            ErrorCodes.StoredTokenMismatch,
            (await Assert.ThrowsAsync<RfaException>(() => ConnectStoredAsync(Credential(), ToggleApi.Definition))).ErrorCode);
    }

    [Fact]
    public async Task Another_credential_is_tried_and_its_success_removes_the_rejection()
    {
        Http.Answer(401, Wrong).Answer(200, Grant("signIn", "A2", "R2"));
        await FailToConnectAsync(Credential());

        using (var session = await ConnectStoredAsync(Credential("another")))
            Assert.Equal("Connected", session.Status.State);

        AssertStored("A2", "R2");
        Assert.Null(Vault.Tokens!.Rejected);
    }

    [Fact]
    public async Task A_second_rejected_credential_is_remembered_in_place_of_the_first()
    {
        Http.Answer(401, Wrong).Answer(401, Wrong);
        await FailToConnectAsync(Credential());
        await FailToConnectAsync(Credential("another"));

        Assert.Equal(ErrorCodes.CredentialRejected, (await FailToConnectAsync(Credential("another"))).ErrorCode);

        Assert.Equal(2, Http.Requests.Count);
    }

    [Fact]
    public async Task The_same_credential_is_tried_in_another_sign_in_mode()
    {
        Http.Answer(401, Wrong).Answer(200, Grant("signIn", "A2", "R2"));
        await FailToConnectAsync(Credential());

        using var session = await ConnectStoredAsync(Credential(), RedFlagAlertApi.With(SignInMode.Legacy));

        AssertStored("A2", "R2");
    }

    [Fact]
    public async Task Force_tries_a_rejected_credential_once_more()
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
    public async Task An_access_token_is_used_with_a_warning_after_the_credential_was_rejected()
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
    public async Task A_refused_access_token_is_not_stored_and_the_next_process_sends_nothing()
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
    public async Task A_rejection_stays_stored_when_the_service_rotates_the_token()
    {
        Vault.Text = With(TextOf("T1", null, api: "Toggle"), Credential(), ToggleApi.Definition, s_at);
        Http.Answer(200, Data, headers: ("X-Authorization", "T2"));
        using (var session = await ConnectStoredAsync(Credential(), ToggleApi.Definition))
            await CallAsync(session);

        AssertStored("T2", null);
        Assert.Equal(s_at, Vault.Tokens!.Rejected!.At);
    }

    [Fact]
    public async Task A_running_process_does_not_try_the_rejected_credential_and_keeps_its_valid_token()
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
    public async Task A_running_process_with_another_credential_does_not_send_the_dead_refresh_token()
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
    public async Task A_running_process_without_a_credential_does_not_send_the_dead_refresh_token()
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
    public async Task A_refresh_token_that_may_have_been_used_is_not_sent_after_the_rejection()
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
    public async Task A_sign_in_that_fails_at_the_service_is_not_remembered_as_a_rejection()
    {
        Http.Answer(503, "").Answer(200, Grant("signIn", "A1", "R1"));

        Assert.Equal(ErrorCodes.SignInFailed, (await FailToConnectAsync(Credential())).ErrorCode);
        Assert.Null(Vault.Text);
        using var session = await ConnectStoredAsync(Credential());
    }

    [Fact]
    public async Task A_rejection_that_cannot_be_stored_is_an_error_with_a_warning()
    {
        Vault.WriteFault = FakeVault.Locked;
        Http.Answer(401, Wrong);

        Assert.Equal(ErrorCodes.CredentialRejected, (await FailToConnectAsync(Credential())).ErrorCode);

        Assert.Contains("next run tries the credential again", Assert.Single(Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stored_rejection_is_a_salted_hash_without_the_name_or_the_password()
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
    public async Task Tokens_that_an_earlier_version_stored_are_read()
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
    public void A_damaged_rejection_is_ignored_and_the_tokens_are_read(string part, string with)
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
