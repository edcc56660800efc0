namespace RfaAuth.Core.Tests.Sessions;

/// <summary>
/// What a process leaves behind that ends, or loses its vault, between the refresh and the writing of what it brought: a stored refresh
/// token that was used. Sending it again may end the whole family at the service.
/// </summary>
public sealed class InterruptedRenewalTests : StoredSessionTests
{
    [Fact]
    public async Task A_refresh_is_noted_before_it_is_sent_and_the_note_goes_with_what_it_brought()
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
    public async Task A_refresh_token_that_may_have_been_used_is_not_sent_where_a_credential_is_held()
    {
        await StoreAsync("A1", "R1", TimeSpan.FromHours(2));
        await InterruptAsync();
        Http.Answer(200, Grant("signIn", "A2", "R2"));

        using var session = await ConnectStoredAsync(Credential());

        Assert.Equal("A2", Vault.Tokens!.AccessToken);
        Assert.Equal(UpToDate, LockText);
    }

    [Fact]
    public async Task A_refresh_token_that_may_have_been_used_is_sent_with_a_warning_where_nothing_else_is_left()
    {
        await StoreAsync("A1", "R1", TimeSpan.FromHours(2));
        await InterruptAsync();
        Http.Answer(200, Grant("signInRefresh", "A2", "R2"));

        using var session = await ConnectStoredAsync();

        Assert.Contains("R1", Assert.Single(Http.Requests).Body, StringComparison.Ordinal);
        Assert.StartsWith("A process may have used the stored refresh token and ended", Assert.Single(Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_access_token_beside_a_refresh_token_that_may_have_been_used_is_used()
    {
        await StoreAsync("A1", "R1");
        await InterruptAsync();
        Http.Answer(200, Data);

        using var session = await ConnectStoredAsync(Credential());
        await CallAsync(session);

        Assert.Equal("Bearer A1", Assert.Single(Http.Requests).Authorization);
    }

    [Fact]
    public async Task What_a_process_could_not_store_is_not_refreshed_by_another_from_the_old_tokens()
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
    public async Task A_session_refreshes_what_it_could_not_store_also_where_the_vault_cannot_be_read_any_more(bool isReadable)
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
    public async Task What_was_stored_by_a_write_that_seemed_to_fail_and_then_used_is_not_refreshed_by_another()
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
    public async Task A_refresh_that_the_service_did_not_take_leaves_no_note()
    {
        await StoreAsync("A1", "R1", TimeSpan.FromHours(2));
        Http.Answer(503, "");

        Assert.Equal(ErrorCodes.RefreshFailed, (await Assert.ThrowsAsync<RfaException>(() => ConnectStoredAsync(Credential()))).ErrorCode);

        Assert.Equal(UpToDate, LockText);
    }

    [Fact]
    public async Task What_came_before_newer_tokens_that_cannot_be_read_is_not_refreshed()
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
    public async Task After_one_sign_in_beside_a_vault_that_cannot_be_read_a_session_refreshes_again()
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

    [Fact]
    public async Task What_the_vault_lost_took_the_refresh_token_before_it_along()
    {
        await StoreAsync("A1", "R1");
        var before = Vault.Text;
        using var session = await ConnectStoredAsync(Credential());
        await StoreAsync("A2", "R2");
        Vault.Text = before;
        Http.Answer(401, "").Answer(200, Grant("signIn", "A3", "R3")).Answer(200, Data);

        await CallAsync(session);

        Assert.Equal("A3", Vault.Tokens!.AccessToken);
    }

    [Fact]
    public async Task A_vault_that_lost_all_in_an_interrupted_write_does_not_take_the_note_along()
    {
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync(Credential());
        await InterruptAsync();
        Vault.Text = null;
        Http.Answer(401, "").Answer(200, Grant("signIn", "A2", "R2")).Answer(200, Data);

        await CallAsync(session);

        Assert.Equal("A2", Vault.Tokens!.AccessToken);
        Assert.Equal(UpToDate, LockText);
    }

    [Fact]
    public async Task What_came_before_tokens_that_were_removed_is_not_refreshed()
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
