namespace RfaAuth.Core.Tests.Sessions;

/// <summary>What a session says of itself is true after each way that it can go.</summary>
public sealed class SessionStatusTests : StoredSessionTests
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task A_new_session_is_connected_for_an_hour_and_can_renew_itself()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1"));
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        AssertStatus(session, "Connected", s_hour, canRenew: true);
    }

    [Fact]
    public void A_token_alone_cannot_renew_itself_and_a_refresh_token_alone_has_no_time_yet()
    {
        using var token = FromTokens("A1", null);
        using var refresh = FromTokens(null, "R1");

        AssertStatus(token, "Connected", s_hour, canRenew: false);
        AssertStatus(refresh, "Connected", null, canRenew: true);
    }

    [Fact]
    public async Task A_token_alone_that_was_revoked_is_dead()
    {
        using var session = FromTokens("A1", null);
        Http.Answer(200, Unauthorized);

        Assert.Equal(ErrorCodes.ReauthenticationRequired, (await FailAsync(session, Query)).ErrorCode);

        AssertStatus(session, "ReauthenticationRequired", TimeSpan.Zero, canRenew: false);
    }

    [Fact]
    public async Task A_token_alone_that_a_mutation_was_refused_with_is_dead_too()
    {
        using var session = FromTokens("A1", null);
        Http.Answer(401, "");

        Assert.Equal(ErrorCodes.ReauthenticationRequired, (await FailAsync(session, Mutation)).ErrorCode);

        AssertStatus(session, "ReauthenticationRequired", TimeSpan.Zero, canRenew: false);
    }

    [Fact]
    public void A_token_alone_whose_time_is_over_has_expired()
    {
        using var session = FromTokens("A1", null);

        Clock.Advance(s_expired);

        AssertStatus(session, "Expired", TimeSpan.Zero, canRenew: false);
    }

    [Fact]
    public async Task An_expired_token_that_the_service_refuses_is_dead()
    {
        using var session = FromTokens("A1", null);
        Clock.Advance(s_expired);
        Http.Answer(401, "");

        await FailAsync(session, Query);

        AssertStatus(session, "ReauthenticationRequired", TimeSpan.Zero, canRenew: false);
    }

    [Fact]
    public async Task An_expired_token_with_a_refresh_token_is_renewed_by_the_next_call()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1"));
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);

        Clock.Advance(s_expired);

        AssertStatus(session, "Connected", TimeSpan.Zero, canRenew: true);
    }

    [Fact]
    public async Task A_refresh_token_that_is_dead_leaves_what_is_left_of_the_access_token()
    {
        using var session = FromTokens("A1", "R1");
        Http.Answer(401, "");

        Assert.Equal(ErrorCodes.ReauthenticationRequired, (await Assert.ThrowsAsync<RfaException>(() => UpdateAsync(session))).ErrorCode);

        AssertStatus(session, "Connected", s_hour, canRenew: false);
    }

    [Fact]
    public async Task A_refresh_token_that_is_dead_when_the_access_token_has_expired_is_the_end()
    {
        using var session = FromTokens("A1", "R1");
        Clock.Advance(s_expired);
        Http.Answer(401, "");

        Assert.Equal(ErrorCodes.ReauthenticationRequired, (await FailAsync(session, Query)).ErrorCode);

        AssertStatus(session, "ReauthenticationRequired", TimeSpan.Zero, canRenew: false);
    }

    [Fact]
    public async Task A_refresh_that_the_service_was_not_up_to_leaves_all_as_it_was()
    {
        using var session = FromTokens("A1", "R1");
        Http.Answer(503, "");

        await Assert.ThrowsAsync<RfaException>(() => UpdateAsync(session));

        AssertStatus(session, "Connected", s_hour, canRenew: true);
    }

    [Fact]
    public async Task A_rejected_credential_leaves_what_is_left_of_the_token_and_then_nothing()
    {
        Http.Answer(200, """{"data":{"loginUser":{"id":1}}}""", headers: ("X-Authorization", "T1")).Answer(401, "").Answer(401, "");
        using var session = await ConnectAsync(ToggleApi.Definition);

        await Assert.ThrowsAsync<RfaException>(() => UpdateAsync(session));
        AssertStatus(session, "CredentialRejected", s_hour, canRenew: false);

        Assert.Equal(ErrorCodes.CredentialRejected, (await FailAsync(session, Query)).ErrorCode);
        AssertStatus(session, "CredentialRejected", TimeSpan.Zero, canRenew: false);
    }

    [Fact]
    public async Task A_sign_in_that_the_service_was_not_up_to_is_no_rejection()
    {
        Http.Answer(200, """{"data":{"loginUser":{"id":1}}}""", headers: ("X-Authorization", "T1")).Answer(503, "");
        using var session = await ConnectAsync(ToggleApi.Definition);

        await Assert.ThrowsAsync<RfaException>(() => UpdateAsync(session));

        AssertStatus(session, "Connected", s_hour, canRenew: true);
    }

    [Fact]
    public async Task A_disconnected_session_has_nothing()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1"));
        var session = await ConnectAsync(RedFlagAlertApi.Definition);

        session.Dispose();

        AssertStatus(session, "Disconnected", null, canRenew: false);
    }

    [Fact]
    public async Task Stored_tokens_that_are_gone_leave_the_session_its_own()
    {
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync();
        Vault.Text = null;

        AssertStatus(session, "Connected", s_hour, canRenew: true);
        Http.Answer(200, Grant("signInRefresh", "A2", "R2"));
        Assert.True(await UpdateAsync(session));
        AssertStatus(session, "Connected", s_hour, canRenew: true);
        AssertStored("A2", "R2");
    }

    [Fact]
    public async Task A_stored_refresh_token_that_another_process_used_up_is_no_way_to_renew()
    {
        await StoreAsync("A1", "R1");
        using var session = await ConnectStoredAsync();
        // Another process renewed, and what it stored was lost.
        await StoreAsync("A2", "R2");
        Vault.Text = null;

        Assert.Equal(ErrorCodes.ReauthenticationRequired, (await Assert.ThrowsAsync<RfaException>(() => UpdateAsync(session))).ErrorCode);
        AssertStatus(session, "Connected", s_hour, canRenew: false);

        // The service is asked once more, because only this machine's clock calls the token dead.
        Clock.Advance(s_expired);
        Http.Answer(401, "");
        Assert.Equal(ErrorCodes.ReauthenticationRequired, (await FailAsync(session, Query)).ErrorCode);
        AssertStatus(session, "ReauthenticationRequired", TimeSpan.Zero, canRenew: false);
    }

    [Theory]
    [InlineData(false, false, true, true, false, "Connected")]
    [InlineData(false, false, true, false, false, "Connected")]
    [InlineData(false, false, false, true, true, "Connected")]
    [InlineData(false, false, false, false, false, "Expired")]
    [InlineData(false, false, false, false, true, "ReauthenticationRequired")]
    [InlineData(false, true, true, true, false, "CredentialRejected")]
    [InlineData(false, true, false, false, true, "CredentialRejected")]
    [InlineData(true, true, true, true, true, "Disconnected")]
    public void The_state_follows_from_the_facts(bool disconnected, bool rejected, bool usable, bool canRenew, bool knownDead, string state) =>
        Assert.Equal(state, SessionState.Of(disconnected, rejected, usable, canRenew, knownDead));

    private ApiSession FromTokens(string? access, string? refresh) => ApiSession.FromTokens(
        Options(RedFlagAlertApi.Definition), access is null ? null : SecureText.Protect(access), refresh is null ? null : SecureText.Protect(refresh));

    private static void AssertStatus(ApiSession session, string state, TimeSpan? timeLeft, bool canRenew)
    {
        var status = session.Status;
        // In whole minutes: to wait for a vault takes a moment.
        TimeSpan? minutes = status.TimeLeft is { } left ? TimeSpan.FromMinutes(Math.Ceiling(left.TotalMinutes)) : null;
        Assert.Equal((state, timeLeft, canRenew), (status.State, minutes, status.CanRenew));
        // A time to come is said only of a token that is good for it.
        Assert.Equal(timeLeft > TimeSpan.Zero, status.ExpiresAt > session.Options.Clock.UtcNow);
    }
}
