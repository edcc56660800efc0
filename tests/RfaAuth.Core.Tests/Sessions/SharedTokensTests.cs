namespace RfaAuth.Core.Tests.Sessions;

/// <summary>A session whose stored tokens are also written by other processes, or by a user.</summary>
public sealed class SharedTokensTests : StoredSessionTests
{
    [Fact]
    public async Task Each_step_that_waits_for_another_process_says_so()
    {
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync();
        Assert.DoesNotContain(Log.Messages, Waits);
        Clock.Advance(TimeSpan.FromHours(2));

        using (await StoreLock.AcquireAsync(LockPath, Clock, default))
        {
            await AssertToldAsync(() => CallAsync(session));
            await AssertToldAsync(() => ConnectStoredAsync());
            await AssertToldAsync(() => session.RemoveStoredAsync(default, Log));
        }

        static bool Waits(string message) => message.Contains("in use elsewhere", StringComparison.Ordinal);

        async Task AssertToldAsync(Func<Task> run)
        {
            Log.Messages.Clear();
            // The clock is ahead of a process that never lets go.
            Assert.Equal(ErrorCodes.StoredTokenLocked, (await Assert.ThrowsAsync<RfaException>(run)).ErrorCode);
            Assert.Single(Log.Messages, Waits);
        }
    }

    [Fact]
    public async Task A_token_that_another_process_renewed_is_used_in_place_of_a_renewal()
    {
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync();
        Clock.Advance(s_due);
        await StoreAsync("A2", "R2");
        Http.Answer(200, Data);

        await CallAsync(session);

        Assert.Equal("Bearer A2", Assert.Single(Http.Requests).Authorization);
        Assert.Equal(0, Vault.Writes);
    }

    [Fact]
    public async Task Tokens_of_another_process_are_newer_although_the_clock_was_turned_back()
    {
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync();
        Clock.Turn(TimeSpan.FromHours(-1));
        await StoreAsync("A2", "R2");
        Http.Answer(401, "").Answer(200, Data);

        await CallAsync(session);

        Assert.Equal("Bearer A2", Http.Requests[1].Authorization);
    }

    [Fact]
    public async Task Older_tokens_from_a_backup_are_replaced_by_those_of_the_session()
    {
        var backup = TextOf("A0", "R0", TimeSpan.FromMinutes(30));
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync();
        Vault.Text = backup;
        Http.Answer(401, "").Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, Data);

        await CallAsync(session);

        Assert.Contains("R1", Http.Requests[1].Body, StringComparison.Ordinal);
        AssertStored("A2", "R2");
        // This session's own refresh token is known to be good.
        Assert.Empty(Log.Warnings);
    }

    [Theory]
    [InlineData(31, "signIn")] // older than what was stored last: its refresh token was sent
    [InlineData(30, "signInRefresh")]
    [InlineData(10, "signInRefresh")] // not written by this module
    public async Task A_session_that_begins_with_tokens_from_a_backup_does_not_send_their_refresh_token(int age, string operation)
    {
        await StoreAsync("A1", "R1", TimeSpan.FromMinutes(30));
        Vault.Text = TextOf("A0", "R0", TimeSpan.FromMinutes(age));
        using var session = await ConnectStoredAsync(Credential());
        Http.Answer(401, "").Answer(200, Grant(operation, "A2", "R2")).Answer(200, Data);

        await CallAsync(session);

        AssertStored("A2", "R2");
        Assert.Equal(UpToDate, LockText);
    }

    [Fact]
    public async Task A_renewal_on_request_uses_a_token_of_another_process_that_lives_long_enough()
    {
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync();
        Clock.Advance(TimeSpan.FromMinutes(30));
        await StoreAsync("A2", "R2");

        Assert.True(await UpdateAsync(session, TimeSpan.FromMinutes(40)));
        Assert.False(await UpdateAsync(session, TimeSpan.FromMinutes(40)));

        Assert.Empty(Http.Requests);
    }

    [Fact]
    public async Task Newer_tokens_of_another_process_are_kept_after_a_failed_renewal()
    {
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync();
        await StoreAsync("A2", "R2");
        Http.Answer(503, "").Answer(200, Grant("signInRefresh", "A3", "R3"));
        await Assert.ThrowsAsync<RfaException>(() => UpdateAsync(session));
        Clock.Advance(TimeSpan.FromSeconds(1));

        await UpdateAsync(session);

        Assert.All(Http.Requests, request => Assert.Contains("R2", request.Body, StringComparison.Ordinal));
        AssertStored("A3", "R3");
    }

    [Fact]
    public async Task Tokens_of_another_process_are_older_than_those_they_were_renewed_to()
    {
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync();
        await StoreAsync("A2", "R2");
        Http.Answer(200, Grant("signInRefresh", "A3", "R3")).Answer(200, Grant("signInRefresh", "A4", "R4"));
        Vault.WriteFault = FakeVault.Locked;
        await UpdateAsync(session);
        Vault.WriteFault = null;

        await UpdateAsync(session);

        Assert.Contains("R3", Http.Requests[1].Body, StringComparison.Ordinal);
        AssertStored("A4", "R4");
    }

    [Fact]
    public async Task Newer_tokens_of_another_process_are_never_replaced_by_older_ones()
    {
        await StoreAsync("T1", null, api: "Toggle");
        using var session = await ConnectStoredAsync(api: ToggleApi.Definition);
        Vault.WriteFault = FakeVault.Locked;
        Http.Answer(200, Data, headers: ("X-Authorization", "T2")).Answer(200, Data).Answer(200, Data).Answer(200, Data);
        await CallAsync(session);
        Vault.WriteFault = null;
        Clock.Advance(TimeSpan.FromSeconds(31));
        await StoreAsync("T3", null, api: "Toggle");

        for (var i = 0; i < 3; i++)
            await CallAsync(session);

        AssertStored("T3", null);
        // And the vault is asked no more than once about them.
        Assert.InRange(Vault.Reads, 1, 3);
    }

    [Fact]
    public async Task A_vault_that_returns_old_tokens_is_read_until_it_returns_the_new_ones()
    {
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync();
        Vault.StaleText = Vault.Text;
        await StoreAsync("A2", "R2");
        Vault.StaleReads = 20;
        Http.Answer(401, "").Answer(200, Data);

        await CallAsync(session);

        Assert.Equal("Bearer A2", Http.Requests[1].Authorization);
    }

    [Fact]
    public async Task A_vault_that_does_not_return_the_first_tokens_yet_is_read_until_it_does()
    {
        await StoreAsync("A1", "R1");
        Vault.StaleReads = 3;

        using var session = await ConnectStoredAsync(Credential());

        Assert.Empty(Http.Requests);
    }

    [Fact]
    public async Task Tokens_that_a_user_wrote_into_the_vault_cost_one_wait()
    {
        await StoreAsync("A1", "R1");
        Vault.Text = TextOf("A2", "R2");
        var began = Clock.Elapsed;

        using (await ConnectStoredAsync())
            Assert.InRange(Clock.Elapsed - began, TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(13));
        began = Clock.Elapsed;
        using (await ConnectStoredAsync())
            Assert.Equal(began, Clock.Elapsed);
    }
}
