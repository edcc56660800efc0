namespace RfaAuth.Core.Tests.Sessions;

/// <summary>
/// A process ends, or loses its vault, after a refresh and before the new tokens are stored. The stored refresh token was used then. A service
/// may end all tokens of the sign-in if it is sent again.
/// </summary>
public sealed class InterruptedRenewalTests : StoredSessionTests
{
    [Fact]
    public async Task A_refresh_is_recorded_as_sent_until_its_tokens_are_stored()
    {
        await StoreAsync("A1", "R1", TimeSpan.FromHours(2));
        var noted = "";
        Http.Answer(async _ =>
        {
            // The lock is held: only the file itself can be looked at.
            noted = await ReadLockedAsync();
            return Granted("signInRefresh", "A2", "R2");
        });
        var before = UpToDate;

        using var session = await ConnectStoredAsync();

        Assert.Equal(before + " sent", noted);
        Assert.Equal(UpToDate, LockText);
    }

    [Fact]
    public async Task A_refresh_token_that_may_have_been_used_is_not_sent_by_a_session_with_a_credential()
    {
        await StoreAsync("A1", "R1", TimeSpan.FromHours(2));
        await InterruptAsync();
        Http.Answer(200, Grant("signIn", "A2", "R2"));

        using var session = await ConnectStoredAsync(Credential());

        Assert.Equal("A2", Vault.Tokens!.AccessToken);
        Assert.Equal(UpToDate, LockText);
    }

    [Fact]
    public async Task A_refresh_token_that_may_have_been_used_is_sent_with_a_warning_by_a_session_without_a_credential()
    {
        await StoreAsync("A1", "R1", TimeSpan.FromHours(2));
        await InterruptAsync();
        Http.Answer(200, Grant("signInRefresh", "A2", "R2"));

        using var session = await ConnectStoredAsync();

        Assert.Contains("R1", Assert.Single(Http.Requests).Body, StringComparison.Ordinal);
        Assert.StartsWith("A process may have used the stored refresh token and ended", Assert.Single(Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_valid_access_token_is_used_although_its_refresh_token_may_have_been_used()
    {
        await StoreAsync("A1", "R1");
        await InterruptAsync();
        Http.Answer(200, Data);

        using var session = await ConnectStoredAsync(Credential());
        await CallAsync(session);

        Assert.Equal("Bearer A1", Assert.Single(Http.Requests).Authorization);
    }

    [Fact]
    public async Task A_refresh_token_is_not_sent_by_another_process_after_its_new_tokens_could_not_be_stored()
    {
        await StoreAsync("A1", "R1");
        using var first = await ConnectStoredAsync();
        using var second = await ConnectStoredAsync(Credential());
        Http.Answer(401, "").Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, Data)
            .Answer(401, "").Answer(200, Grant("signIn", "A3", "R3")).Answer(200, Data);
        Vault.WriteFault = FakeVault.Locked;
        await CallAsync(first);
        Vault.WriteFault = null;

        await CallAsync(second);

        Assert.Equal("A3", Vault.Tokens!.AccessToken);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_session_refreshes_with_its_own_new_token_although_it_could_not_be_stored(bool isReadable)
    {
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync(Credential());
        Http.Answer(401, "").Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, Data)
            .Answer(401, "").Answer(200, Grant("signInRefresh", "A3", "R3")).Answer(200, Data);
        Vault.WriteFault = FakeVault.Locked;
        await CallAsync(session);
        Vault.Fault = isReadable ? null : FakeVault.Locked;

        await CallAsync(session);

        Assert.Contains("R2", Http.Requests[4].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refresh_token_stored_by_a_write_that_seemed_to_fail_is_not_sent_again_by_another_process()
    {
        await StoreAsync("A1", "R1");
        using var first = await ConnectStoredAsync();
        using var second = await ConnectStoredAsync(Credential());
        Http.Answer(401, "").Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, Data)
            .Answer(401, "").Answer(200, Grant("signInRefresh", "A3", "R3")).Answer(200, Data)
            .Answer(401, "").Answer(200, Data).Answer(401, "").Answer(200, Grant("signIn", "A4", "R4")).Answer(200, Data);
        Vault.AfterWrite = () => Vault.Fault = FakeVault.Locked;
        await CallAsync(first);
        await CallAsync(first);
        Vault.AfterWrite = null;
        Vault.Fault = null;

        await CallAsync(second);
        await CallAsync(second);

        Assert.Equal("A4", Vault.Tokens!.AccessToken);
    }

    [Fact]
    public async Task A_refresh_that_the_service_did_not_take_is_not_recorded_as_sent()
    {
        await StoreAsync("A1", "R1", TimeSpan.FromHours(2));
        Http.Answer(503, "");

        Assert.Equal(ErrorCodes.RefreshFailed, (await Assert.ThrowsAsync<RfaException>(() => ConnectStoredAsync(Credential()))).ErrorCode);

        Assert.Equal(UpToDate, LockText);
    }

    [Fact]
    public async Task A_refresh_token_is_not_sent_when_newer_tokens_are_stored_and_cannot_be_read()
    {
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync();
        await StoreAsync("A2", "R2");
        Vault.Fault = FakeVault.Locked;
        Http.Answer(401, "");

        var failure = await Assert.ThrowsAsync<RfaException>(() => CallAsync(session));
        Vault.Fault = null;
        Http.Answer(200, Data);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await CallAsync(session);

        Assert.Equal(ErrorCodes.ReauthenticationRequired, failure.ErrorCode);
        Assert.Equal("Bearer A2", Http.Requests[^1].Authorization);
    }

    [Fact]
    public async Task A_session_refreshes_again_after_a_sign_in_that_it_could_not_store()
    {
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync(Credential());
        Http.Answer(401, "").Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, Data)
            .Answer(401, "").Answer(200, Grant("signIn", "A4", "R4")).Answer(200, Data)
            .Answer(401, "").Answer(200, Grant("signInRefresh", "A5", "R5")).Answer(200, Data);
        await CallAsync(session);
        await StoreAsync("A3", "R3");
        Vault.Fault = FakeVault.Locked;

        await CallAsync(session);
        await CallAsync(session);

        Assert.Contains("R4", Http.Requests[7].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refresh_token_that_may_have_been_used_is_not_sent_when_the_vault_lost_its_newer_tokens(bool isInterrupted)
    {
        await StoreAsync("A1", "R1");
        var before = Vault.Text;
        using var session = await ConnectStoredAsync(Credential());
        if (isInterrupted)
            await InterruptAsync();
        else
            await StoreAsync("A2", "R2");
        Vault.Text = isInterrupted ? null : before;
        Http.Answer(401, "").Answer(200, Grant("signIn", "A3", "R3")).Answer(200, Data);

        await CallAsync(session);

        Assert.Equal(("A3", UpToDate), (Vault.Tokens!.AccessToken, LockText));
    }

    [Fact]
    public async Task A_refresh_token_is_not_sent_when_newer_tokens_were_removed()
    {
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync(Credential());
        using var other = await ConnectStoredAsync();
        Http.Answer(401, "").Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, Data);
        await CallAsync(other);
        await other.RemoveStoredAsync(default);
        Http.Answer(401, "").Answer(200, Grant("signIn", "A3", "R3")).Answer(200, Data);

        await CallAsync(session);

        Assert.Equal("A3", Vault.Tokens!.AccessToken);
    }

    private async Task InterruptAsync()
    {
        using var held = await StoreLock.AcquireAsync(LockPath, Clock, default);
        held.Record = held.Record with { IsSent = true };
    }

    // On Linux the lock is between those who ask for it; a process that only copies the bytes, as cat does, does not.
    private async Task<string> ReadLockedAsync()
    {
        Needs.LocksThatAreAskedFor();
        using var cat = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("cat", [LockPath]) { RedirectStandardOutput = true })!;
        var text = await cat.StandardOutput.ReadToEndAsync();
        await cat.WaitForExitAsync();
        return text;
    }
}
