namespace RfaAuth.Core.Tests.Sessions;

/// <summary>A session whose vault fails, or that ends while it uses the vault.</summary>
public sealed class VaultFaultTests : StoredSessionTests
{
    [Fact]
    public async Task A_session_cannot_begin_with_a_locked_vault()
    {
        Vault.Fault = FakeVault.Locked;

        Assert.Equal(ErrorCodes.VaultLocked, (await Assert.ThrowsAsync<RfaException>(() => ConnectStoredAsync(Credential()))).ErrorCode);
        Assert.Empty(Http.Requests);
    }

    [Fact]
    public async Task A_vault_that_is_locked_later_is_one_warning_and_gets_the_tokens_when_it_is_unlocked()
    {
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync();
        Vault.Fault = FakeVault.Locked;
        Http.Answer(401, "").Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, Data).Answer(200, Data).Answer(200, Data).Answer(200, Data);

        Assert.Empty((await CallAsync(session)).Errors);
        Clock.Advance(TimeSpan.FromSeconds(31));
        await CallAsync(session);
        Assert.Equal(
            "The session's tokens could not be stored, and the stored ones may be dead. The session goes on in memory. The vault is locked.",
            Assert.Single(Log.Warnings));
        Vault.Fault = null;
        Clock.Advance(TimeSpan.FromSeconds(29));
        await CallAsync(session);
        AssertStored("A1", "R1");
        Clock.Advance(TimeSpan.FromSeconds(2));
        await CallAsync(session);

        AssertStored("A2", "R2");
        Assert.Single(Log.Warnings);
    }

    [Fact]
    public async Task A_vault_that_loses_the_tokens_is_written_twice_and_then_a_warning()
    {
        await StoreAsync("A1", "R1", s_expired);
        Vault.LosesWrites = true;
        Http.Answer(200, Grant("signInRefresh", "A2", "R2"));

        using var session = await ConnectStoredAsync();

        Assert.Equal(2, Vault.Writes);
        Assert.Contains("did not return what was written", Assert.Single(Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_that_could_not_be_read_back_and_are_stored_are_not_written_again()
    {
        await StoreAsync("A1", "R1", s_expired);
        Vault.AfterWrite = () => Vault.Fault = FakeVault.Locked;
        Http.Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, Data).Answer(200, Data);
        using var session = await ConnectStoredAsync();
        Vault.Fault = null;
        Clock.Advance(TimeSpan.FromSeconds(31));

        await CallAsync(session);
        var reads = Vault.Reads;
        await CallAsync(session);

        Assert.Equal((1, reads), (Vault.Writes, Vault.Reads));
    }

    [Fact]
    public async Task Tokens_that_could_not_be_read_back_still_count_as_the_session_s_own()
    {
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync();
        Vault.AfterWrite = () => Vault.Fault = FakeVault.Locked;
        // Tokens that replaced refused ones, and are refused before they were ever accepted: a further refresh would be no progress.
        Http.Answer(401, "").Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(401, "").Answer(401, "");
        await Assert.ThrowsAsync<RfaException>(() => CallAsync(session));
        Vault.Fault = null;

        await Assert.ThrowsAsync<RfaException>(() => CallAsync(session));

        Assert.Equal(4, Http.Requests.Count);
    }

    [Fact]
    public async Task A_secret_that_is_no_token_set_is_not_replaced_after_a_slow_refresh()
    {
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync(Credential());
        Vault.Text = "another's";
        Http.Answer(401, "").Answer(_ => Late(StubHttp.Create(401, [], "")))
            .Answer(_ => Late(Granted("signIn", "A2", "R2"))).Answer(200, Data);

        await CallAsync(session);

        Assert.Equal("another's", Vault.Text);
        Assert.Single(Log.Warnings);

        Task<HttpResponseMessage> Late(HttpResponseMessage answer)
        {
            Clock.Advance(TimeSpan.FromSeconds(29));
            return Task.FromResult(answer);
        }
    }

    [Fact]
    public async Task A_session_that_is_disconnected_during_a_renewal_stores_nothing()
    {
        await StoreAsync("A1", "R1");
        var session = await ConnectStoredAsync();
        var text = Vault.Text;
        Http.Answer(401, "").Answer(_ =>
        {
            session.Dispose();
            return Task.FromResult(Granted("signInRefresh", "A2", "R2"));
        });

        Assert.Equal(ErrorCodes.SessionDisconnected, (await Assert.ThrowsAsync<RfaException>(() => CallAsync(session))).ErrorCode);

        Assert.Equal(text, Vault.Text);
    }

    [Fact]
    public async Task A_session_that_is_disconnected_before_it_stores_its_tokens_stores_nothing()
    {
        await StoreAsync("T1", null, api: "Toggle");
        var session = await ConnectStoredAsync(api: ToggleApi.Definition);
        Http.Answer(200, Data, headers: ("X-Authorization", "T2"));
        Vault.Before = what =>
        {
            if (what == "Read")
                session.Dispose();
        };

        await CallAsync(session);
        Vault.Before = null;
        // Whatever was under way has let go of the lock by then.
        await session.RemoveStoredAsync(default);

        Assert.Equal(0, Vault.Writes);
        Assert.Null(Vault.Text);
    }

    [Fact]
    public async Task A_disconnected_session_removes_its_own_stored_tokens_and_no_others()
    {
        await StoreAsync("A1", "R1");
        var session = await ConnectStoredAsync();
        session.Dispose();
        Vault.Text = TextOf("A9", "R9", user: "you@example.com");
        Assert.Equal(ErrorCodes.StoredTokenMismatch, (await Assert.ThrowsAsync<RfaException>(() => session.RemoveStoredAsync(default))).ErrorCode);
        Vault.Text = "another's";
        Assert.Equal(ErrorCodes.SecretWrongType, (await Assert.ThrowsAsync<RfaException>(() => session.RemoveStoredAsync(default))).ErrorCode);
        await StoreAsync("A2", "R2");

        await session.RemoveStoredAsync(default);
        await session.RemoveStoredAsync(default);

        Assert.Null(Vault.Text);
    }
}
