using RfaAuth.Core.Apis;
using RfaAuth.Core.Errors;
using RfaAuth.Core.Sessions;
using RfaAuth.Core.Tests.Support;
using RfaAuth.Core.Tokens;

namespace RfaAuth.Core.Tests.Sessions;

/// <summary>How a session begins with stored tokens, and keeps what is stored in step with what it holds.</summary>
public sealed class StoredTokensTests : StoredSessionTests
{
    private static readonly TimeSpan s_due = TimeSpan.FromMinutes(57);
    private static readonly TimeSpan s_expired = TimeSpan.FromHours(2);

    [Fact]
    public async Task Tokens_that_can_be_used_are_used_and_nothing_is_asked_or_written()
    {
        await StoreAsync("A1", "R1");
        Http.Answer(200, Data);
        using var session = await ConnectStoredAsync();

        await CallAsync(session);

        Assert.Equal("Bearer A1", Assert.Single(Http.Requests).Authorization);
        Assert.Equal((0, User), (Vault.Writes, session.UserName));
    }

    [Fact]
    public async Task Expired_tokens_are_refreshed_once_and_stored_before_the_session_is_there()
    {
        await StoreAsync("A1", "R1", s_expired);
        Http.Answer(200, Grant("signInRefresh", "A2", "R2"));

        using var session = await ConnectStoredAsync();

        Assert.Contains("R1", Assert.Single(Http.Requests).Body, StringComparison.Ordinal);
        AssertStored("A2", "R2");
        Assert.Equal(Clock.UtcNow, Vault.Tokens!.ObtainedAt);
    }

    [Fact]
    public async Task A_refresh_token_that_is_dead_leads_to_a_sign_in_and_is_written_over()
    {
        await StoreAsync("A1", "R1", s_expired);
        Http.Answer(401, "").Answer(200, Grant("signIn", "A2", "R2"));

        using var session = await ConnectStoredAsync(Credential());

        AssertStored("A2", "R2");
    }

    [Fact]
    public async Task Where_nothing_is_stored_a_credential_signs_in_and_what_it_gets_is_stored()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1"));

        using var session = await ConnectStoredAsync(Credential());

        AssertStored("A1", "R1");
        Assert.Equal(
            ("RedFlagAlert", "https://example.com/graphql/", User),
            (Vault.Tokens!.Binding.Api, Vault.Tokens.Binding.Endpoint.AbsoluteUri, Vault.Tokens.Binding.UserName));
    }

    [Fact]
    public async Task Where_nothing_is_stored_and_there_is_no_credential_the_secret_is_missing()
    {
        var failure = await Assert.ThrowsAsync<RfaException>(() => ConnectStoredAsync());

        Assert.Equal(ErrorCodes.SecretNotFound, failure.ErrorCode);
        Assert.Null(Vault.Text);
    }

    [Theory]
    [InlineData("Toggle", "https://example.com/graphql/", User)]
    [InlineData("planted\u001b[31m", "https://example.com/graphql/", User)]
    [InlineData("RedFlagAlert", "https://planted:secret@example.net/graphql/", User)]
    [InlineData("RedFlagAlert", "https://example.com/other", User)]
    [InlineData("RedFlagAlert", "mailto:planted@example.com", User)]
    [InlineData("RedFlagAlert", "https://example.com/graphql/", "you@example.com")]
    [InlineData("RedFlagAlert", "https://example.com/graphql/", null)]
    public async Task Tokens_of_another_service_address_or_user_are_neither_used_nor_written_over_nor_shown(string api, string endpoint, string? user)
    {
        var text = Vault.Text = TextOf("A1", "R1", s_expired, user, api, endpoint);

        var failure = await Assert.ThrowsAsync<RfaException>(() => ConnectStoredAsync(Credential()));

        Assert.Equal(ErrorCodes.StoredTokenMismatch, failure.ErrorCode);
        Assert.Equal(text, Vault.Text);
        Assert.Empty(Http.Requests);
        Assert.DoesNotContain("planted", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("A1")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"format":"RfaAuth tokens 2"}""")]
    [InlineData("""{"format":"RfaAuth tokens 1","api":"RedFlagAlert","endpoint":"https://example.com/graphql/","accessToken":"A1"}""")]
    public async Task Another_text_is_left_as_it_is(string text)
    {
        Vault.Text = text;

        var failure = await Assert.ThrowsAsync<RfaException>(() => ConnectStoredAsync(Credential()));

        Assert.Equal(ErrorCodes.SecretWrongType, failure.ErrorCode);
        Assert.Equal(text, Vault.Text);
        Assert.Empty(Http.Requests);
    }

    [Fact]
    public async Task Tokens_that_no_header_can_carry_are_none()
    {
        Vault.Text = TextOf("A1\r\nX-Planted: 1", "R\0");

        Assert.Equal(ErrorCodes.SecretWrongType, (await Assert.ThrowsAsync<RfaException>(() => ConnectStoredAsync(Credential()))).ErrorCode);
    }

    [Fact]
    public async Task A_vault_that_is_locked_at_the_beginning_is_the_error()
    {
        Vault.Fault = FakeVault.Locked;

        Assert.Equal(ErrorCodes.VaultLocked, (await Assert.ThrowsAsync<RfaException>(() => ConnectStoredAsync(Credential()))).ErrorCode);
        Assert.Empty(Http.Requests);
    }

    [Fact]
    public async Task A_vault_that_locks_later_costs_one_warning_and_gets_the_tokens_when_it_is_open_again()
    {
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync();
        Vault.Fault = FakeVault.Locked;
        Http.Answer(401, "").Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, Data).Answer(200, Data).Answer(200, Data).Answer(200, Data);

        Assert.Empty((await CallAsync(session)).Errors);
        Clock.Advance(TimeSpan.FromSeconds(31));
        await CallAsync(session);
        Assert.Contains("The vault is locked.", Assert.Single(Log.Warnings), StringComparison.Ordinal);
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
    public async Task A_vault_that_loses_what_is_written_is_written_to_again_once_and_then_warned_of()
    {
        await StoreAsync("A1", "R1", s_expired);
        Vault.LosesWrites = true;
        Http.Answer(200, Grant("signInRefresh", "A2", "R2"));

        using var session = await ConnectStoredAsync();

        Assert.Equal(2, Vault.Writes);
        Assert.Contains("something else", Assert.Single(Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_there_although_it_could_not_be_read_back_is_not_written_again()
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
    public async Task A_header_s_token_is_stored_before_the_call_returns_once_for_all_who_got_it()
    {
        Http.Answer(200, """{"data":{"loginUser":{"id":1}}}""", headers: ("X-Authorization", "T1"));
        for (var i = 0; i < 50; i++)
            Http.Answer(200, Data, headers: ("X-Authorization", "T2"));
        using var session = await ConnectStoredAsync(Credential(), new ToggleApi());
        AssertStored("T1", null);

        var calls = Enumerable.Range(0, 50).Select(async _ =>
        {
            await CallAsync(session);
            AssertStored("T2", null);
        });
        await Task.WhenAll(calls);

        Assert.Equal(2, Vault.Writes);
    }

    [Fact]
    public async Task New_tokens_of_a_call_that_fails_are_stored_all_the_same()
    {
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync();
        Vault.WriteFault = FakeVault.Locked;
        Http.Answer(401, "").Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, Data).Fail(Reset());
        await CallAsync(session);
        Vault.WriteFault = null;
        Clock.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal(ErrorCodes.OutcomeUnknown, (await Assert.ThrowsAsync<RfaException>(() => CallAsync(session, Mutation))).ErrorCode);

        AssertStored("A2", "R2");
    }

    [Fact]
    public async Task A_token_near_its_end_is_renewed_by_the_call_that_needs_it()
    {
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync();
        Clock.Advance(s_due);
        Http.Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, Data);

        await CallAsync(session);

        Assert.Equal("Bearer A2", Http.Requests[1].Authorization);
        AssertStored("A2", "R2");
    }

    [Fact]
    public async Task A_renewal_ahead_that_fails_leaves_the_token_in_use_with_a_warning()
    {
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync();
        Clock.Advance(s_due);
        Http.Answer(503, "").Answer(200, Data).Answer(200, Data);

        await CallAsync(session);
        await CallAsync(session);

        Assert.All(Http.Requests.Skip(1), request => Assert.Equal("Bearer A1", request.Authorization));
        Assert.Single(Log.Warnings);
        Assert.Equal(StoreLock.Fingerprint(Vault.Text!), LockText);
    }

    [Fact]
    public async Task A_token_near_its_end_that_nothing_can_renew_is_used_without_a_warning()
    {
        await StoreAsync("T1", null, api: "Toggle");
        using var session = await ConnectStoredAsync(api: new ToggleApi());
        Clock.Advance(s_due);
        Http.Answer(200, Data);

        await CallAsync(session);

        Assert.Empty(Log.Warnings);
    }

    [Fact]
    public async Task A_token_that_another_process_renewed_is_taken_over_instead_of_a_renewal()
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
    public async Task A_refused_token_that_another_process_renewed_is_replaced_without_a_refresh()
    {
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync();
        await StoreAsync("A2", "R2");
        Http.Answer(401, "").Answer(200, Data);

        var response = await CallAsync(session);

        Assert.True(response.Refreshed);
        Assert.Equal("Bearer A2", Http.Requests[1].Authorization);
    }

    [Fact]
    public async Task What_another_process_stored_is_newer_also_where_the_clock_was_turned_back()
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
    public async Task What_came_back_from_a_backup_is_written_over()
    {
        var backup = TextOf("A0", "R0", TimeSpan.FromMinutes(30));
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync();
        Vault.Text = backup;
        Http.Answer(401, "").Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, Data);

        await CallAsync(session);

        Assert.Contains("R1", Http.Requests[1].Body, StringComparison.Ordinal);
        AssertStored("A2", "R2");
    }

    [Fact]
    public async Task A_renewal_by_hand_renews_in_any_case_and_with_the_newest_refresh_token()
    {
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync();
        await StoreAsync("A2", "R2");
        Http.Answer(200, Grant("signInRefresh", "A3", "R3"));

        Assert.True(await UpdateAsync(session));

        Assert.Contains("R2", Assert.Single(Http.Requests).Body, StringComparison.Ordinal);
        AssertStored("A3", "R3");
    }

    [Fact]
    public async Task A_renewal_by_hand_of_what_expires_soon_takes_over_what_lives_long_enough()
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
    public async Task Newer_tokens_of_another_process_are_not_forgotten_by_a_renewal_that_failed()
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
    public async Task Newer_tokens_of_another_process_are_never_written_over_with_older_ones()
    {
        await StoreAsync("T1", null, api: "Toggle");
        using var session = await ConnectStoredAsync(api: new ToggleApi());
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
    public async Task What_could_not_be_read_is_not_written_over_after_a_refresh_that_took_long()
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
    public async Task A_session_that_is_disconnected_while_it_renews_writes_nothing_any_more()
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
    public async Task A_session_that_is_disconnected_before_its_tokens_are_stored_writes_nothing_any_more()
    {
        await StoreAsync("T1", null, api: "Toggle");
        var session = await ConnectStoredAsync(api: new ToggleApi());
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
    public async Task What_is_stored_is_removed_also_by_a_disconnected_session_and_only_its_own()
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
        Assert.Empty(LockText);
    }

    [Fact]
    public async Task A_vault_that_shows_what_it_held_before_is_read_until_it_is_up_to_date()
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
    public async Task A_vault_that_does_not_show_what_was_just_stored_for_the_first_time_is_read_until_it_does()
    {
        await StoreAsync("A1", "R1");
        Vault.StaleReads = 3;

        using var session = await ConnectStoredAsync(Credential());

        Assert.Empty(Http.Requests);
    }

    [Fact]
    public async Task A_vault_that_was_changed_by_other_hands_costs_a_wait_once()
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

    [Fact]
    public async Task No_secret_is_in_the_lock_file_or_in_what_is_told()
    {
        Http.Answer(200, Grant("signIn", "secret-access-1", "secret-refresh-1"))
            .Answer(401, "").Answer(200, Grant("signInRefresh", "secret-access-2", "secret-refresh-2")).Answer(200, Data);
        using var session = await ConnectStoredAsync(Credential());
        Vault.WriteFault = FakeVault.Locked;

        await CallAsync(session);

        Assert.Matches("^[0-9A-F]{64} sent$", LockText);
        Assert.NotEmpty(Log.Warnings);
        foreach (var text in Log.Warnings.Concat(Log.Messages).Append(session.ToString()!).Append(Vault.Tokens!.ToString()!)
            .Append(new RenewedTokens(TokenSet.Restored(Vault.Tokens, 0), false).ToString()))
            Assert.DoesNotContain("secret-", text, StringComparison.Ordinal);
    }

    private void AssertStored(string access, string? refresh) =>
        Assert.Equal((access, refresh), (Vault.Tokens?.AccessToken, Vault.Tokens?.RefreshToken));
}
