namespace RfaAuth.Core.Tests.Sessions;

/// <summary>The status of a session: state, time left, and whether it can renew its token.</summary>
public sealed class SessionStatusTests : StoredSessionTests
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task A_session_is_connected_for_an_hour_after_the_sign_in_and_has_nothing_when_it_is_disconnected()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1"));
        var session = await ConnectAsync(RedFlagAlertApi.Definition);

        AssertStatus(session, "Connected", s_hour, canRenew: true);
        session.Dispose();
        AssertStatus(session, "Disconnected", null, canRenew: false);
    }

    [Theory]
    [InlineData("A1", null, false, "", 0, null, "Connected", 1, false)]
    [InlineData(null, "R1", false, "", 0, null, "Connected", null, true)]
    [InlineData("A1", null, true, "", 0, null, "Expired", 0, false)]
    [InlineData("A1", "R1", true, "", 0, null, "Connected", 0, true)]
    [InlineData("A1", null, false, "{ a }", 200, ErrorCodes.ReauthenticationRequired, "ReauthenticationRequired", 0, false)]
    [InlineData("A1", null, false, "mutation { a }", 401, ErrorCodes.ReauthenticationRequired, "ReauthenticationRequired", 0, false)]
    [InlineData("A1", null, true, "{ a }", 401, ErrorCodes.ReauthenticationRequired, "ReauthenticationRequired", 0, false)]
    [InlineData("A1", "R1", true, "{ a }", 401, ErrorCodes.ReauthenticationRequired, "ReauthenticationRequired", 0, false)]
    [InlineData("A1", "R1", false, "renewal", 401, ErrorCodes.ReauthenticationRequired, "Connected", 1, false)]
    [InlineData("A1", "R1", false, "renewal", 503, ErrorCodes.RefreshFailed, "Connected", 1, true)]
    public async Task The_status_follows_from_the_tokens_and_from_a_refusal(
        string? access, string? refresh, bool isExpired, string refused, int httpStatus, string? code, string state, int? hoursLeft, bool canRenew)
    {
        using var session = FromTokens(access, refresh);
        if (isExpired)
            Clock.Advance(s_expired);
        if (refused.Length > 0)
        {
            Http.Answer(httpStatus, httpStatus == 200 ? Unauthorized : "");
            var failure = await Assert.ThrowsAsync<RfaException>(() => refused == "renewal" ? UpdateAsync(session) : ExecuteAsync(session, new GraphQLRequest(refused)));
            Assert.Equal(code, failure.ErrorCode);
        }

        AssertStatus(session, state, hoursLeft * s_hour, canRenew);
    }

    [Fact]
    public async Task After_a_rejected_credential_the_token_is_used_until_it_is_refused()
    {
        Http.Answer(200, """{"data":{"loginUser":{"id":1}}}""", headers: ("X-Authorization", "T1")).Answer(401, "").Answer(401, "");
        using var session = await ConnectAsync(ToggleApi.Definition);

        await Assert.ThrowsAsync<RfaException>(() => UpdateAsync(session));
        AssertStatus(session, "CredentialRejected", s_hour, canRenew: false);

        Assert.Equal(ErrorCodes.CredentialRejected, (await FailAsync(session, Query)).ErrorCode);
        AssertStatus(session, "CredentialRejected", TimeSpan.Zero, canRenew: false);
    }

    [Fact]
    public async Task A_sign_in_that_fails_at_the_service_does_not_reject_the_credential()
    {
        Http.Answer(200, """{"data":{"loginUser":{"id":1}}}""", headers: ("X-Authorization", "T1")).Answer(503, "");
        using var session = await ConnectAsync(ToggleApi.Definition);

        await Assert.ThrowsAsync<RfaException>(() => UpdateAsync(session));

        AssertStatus(session, "Connected", s_hour, canRenew: true);
    }

    [Fact]
    public async Task A_session_keeps_its_tokens_when_the_stored_ones_are_gone()
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
    public async Task A_refresh_token_that_another_process_used_cannot_renew_the_session()
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
    public void The_state_follows_from_its_facts(bool disconnected, bool rejected, bool usable, bool canRenew, bool knownDead, string state) =>
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
