namespace Interop.Client;

public sealed class RenewalTests(EnginesFixture engines) : ClientTests(engines)
{
    [NodeTheory, Engines]
    public async Task Each_rotated_refresh_token_is_used_once(string name)
    {
        var engine = await ResetAsync(name);
        using var session = await ConnectAsync(engine);

        for (var round = 0; round < 3; round++)
            Assert.True(await RenewAsync(session));
        await AssertIsAnsweredAsync(session);

        var ledger = await engine.ReadLedgerAsync();
        Assert.Equal(Enumerable.Repeat(new RefreshAttempt(Rfa, ManagementFlow: true, Accepted: true), 3), ledger.Refreshes);
        Assert.Equal(0, ledger.RefreshReuses);
        Assert.Equal("t4", ledger.Requests[^1].Token);
        Assert.Equal(3, session.Status.RenewalCount);
    }

    [NodeTheory, Engines]
    public async Task The_old_refresh_token_is_kept_where_no_new_one_comes(string name)
    {
        var engine = await ResetAsync(name);
        await engine.ChangeAsync(new { keepRefreshToken = true });
        using var session = await ConnectAsync(engine);

        Assert.True(await RenewAsync(session));
        Assert.True(await RenewAsync(session));

        var ledger = await engine.ReadLedgerAsync();
        Assert.Equal(2, ledger.Refreshes.Count(refresh => refresh.Accepted));
        Assert.Single(ledger.SignIns);
    }

    // A token that is used up goes nowhere: neither with the refresh nor before it.
    [NodeTheory, Engines]
    public async Task A_refresh_presents_no_access_token(string name)
    {
        var engine = await ResetAsync(name);
        using var session = await ConnectAsync(engine);
        await engine.ChangeAsync(new { revokeAccess = true, refusal = "http-empty" });

        Assert.True(await RenewAsync(session));

        Assert.Equal("missing", (await engine.ReadLedgerAsync()).Requests[^1].State);
    }

    [NodeTheory, Engines]
    public async Task An_expired_token_is_renewed_for_the_call(string name)
    {
        var engine = await ResetAsync(name);
        await engine.ChangeAsync(new { tokenLifetime = -60 });
        using var session = await ConnectAsync(engine);
        await engine.ChangeAsync(new { tokenLifetime = 3600 });

        await AssertIsAnsweredAsync(session);

        var ledger = await engine.ReadLedgerAsync();
        Assert.True(Assert.Single(ledger.Refreshes).Accepted);
        Assert.Single(ledger.SignIns);
        Assert.Equal(new PresentedToken(Rfa, "t2", Engine.UserEmail, "good"), ledger.Requests[^1]);
    }

    [NodeTheory, Engines]
    public async Task A_token_with_time_left_is_not_renewed_before_it_is_due(string name)
    {
        var engine = await ResetAsync(name);
        using var session = await ConnectAsync(engine);

        Assert.False(await RenewAsync(session, TimeSpan.FromMinutes(5)));

        Assert.Empty((await engine.ReadLedgerAsync()).Refreshes);
    }

    [NodeTheory, Engines]
    public async Task A_dead_refresh_token_leads_to_one_sign_in(string name)
    {
        var engine = await ResetAsync(name);
        using var session = await ConnectAsync(engine);
        await engine.ChangeAsync(new { revokeAccess = true, revokeRefresh = true });

        await AssertIsAnsweredAsync(session);

        var ledger = await engine.ReadLedgerAsync();
        Assert.False(Assert.Single(ledger.Refreshes).Accepted);
        Assert.Equal(2, ledger.SignIns.Count);
    }

    [NodeTheory, Engines]
    public async Task A_password_changed_meanwhile_is_tried_once_and_never_again(string name)
    {
        var engine = await ResetAsync(name);
        using var session = await ConnectAsync(engine);
        await engine.ChangeAsync(new { revokeAccess = true, revokeRefresh = true, password = "changed" });

        for (var call = 0; call < 5; call++)
            Assert.Equal(ErrorCodes.CredentialRejected, (await Assert.ThrowsAsync<RfaException>(() => AssertIsAnsweredAsync(session))).ErrorCode);

        var ledger = await engine.ReadLedgerAsync();
        Assert.Single(ledger.SignIns, attempt => !attempt.Accepted);
        Assert.Single(ledger.Refreshes);
    }

    [NodeTheory, Engines]
    public async Task A_session_of_a_refresh_token_alone_renews_itself(string name)
    {
        var engine = await ResetAsync(name);
        var (_, refreshToken) = await engine.SignInToRfaAsync();
        using var session = ApiSession.FromTokens(OptionsFor(engine, Rfa), accessToken: null, Secure(refreshToken));

        await AssertIsAnsweredAsync(session);
        await engine.ChangeAsync(new { revokeAccess = true });
        await AssertIsAnsweredAsync(session);

        var ledger = await engine.ReadLedgerAsync();
        Assert.Equal(2, ledger.Refreshes.Count(refresh => refresh.Accepted));
        Assert.Equal(0, ledger.RefreshReuses);
    }

    [NodeTheory, Engines]
    public async Task A_session_of_both_tokens_uses_the_access_token_while_it_is_good(string name)
    {
        var engine = await ResetAsync(name);
        var (accessToken, refreshToken) = await engine.SignInToRfaAsync();
        using var session = ApiSession.FromTokens(OptionsFor(engine, Rfa), Secure(accessToken), Secure(refreshToken));

        await AssertIsAnsweredAsync(session);
        Assert.Empty((await engine.ReadLedgerAsync()).Refreshes);
        await engine.ChangeAsync(new { revokeAccess = true });
        await AssertIsAnsweredAsync(session);

        Assert.Equal(["t1", "t1", null, "t2"], (await engine.ReadLedgerAsync()).Requests.Skip(1).Select(request => request.Token));
    }

    [NodeTheory, Engines]
    public async Task A_session_of_a_dead_refresh_token_alone_asks_for_a_new_connection(string name)
    {
        var engine = await ResetAsync(name);
        using var session = ApiSession.FromTokens(OptionsFor(engine, Rfa), accessToken: null, Secure("never-issued"));

        var failure = await Assert.ThrowsAsync<RfaException>(() => AssertIsAnsweredAsync(session));

        Assert.Equal(ErrorCodes.ReauthenticationRequired, failure.ErrorCode);
        Assert.Empty((await engine.ReadLedgerAsync()).SignIns);
    }

    [NodeTheory, Engines]
    public async Task A_session_of_a_refused_access_token_alone_asks_for_a_new_connection(string name)
    {
        var engine = await ResetAsync(name);
        using var session = ApiSession.FromTokens(OptionsFor(engine, Toggle), Secure("not.a.token"), refreshToken: null);

        var failure = await Assert.ThrowsAsync<RfaException>(() => AssertIsAnsweredAsync(session));

        Assert.Equal(ErrorCodes.ReauthenticationRequired, failure.ErrorCode);
        Assert.Equal("malformed", Assert.Single((await engine.ReadLedgerAsync()).Requests).State);
    }

    [NodeTheory, Engines]
    public async Task Toggle_is_renewed_by_a_new_sign_in(string name)
    {
        var engine = await ResetAsync(name);
        using var session = await ConnectAsync(engine, Toggle);

        Assert.True(await RenewAsync(session));
        await AssertIsAnsweredAsync(session);

        var ledger = await engine.ReadLedgerAsync();
        Assert.Equal(2, ledger.SignIns.Count);
        Assert.Equal("t2", ledger.Requests[^1].Token);
    }

    [NodeTheory, Engines("each-field", "http-html", "context-401")]
    public async Task Many_calls_with_a_dead_token_are_renewed_by_one_refresh(string name, string shape)
    {
        var engine = await ResetAsync(name);
        using var session = await ConnectAsync(engine);
        await engine.ChangeAsync(new { revokeAccess = true, refusal = shape });

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => AssertIsAnsweredAsync(session)));

        var ledger = await engine.ReadLedgerAsync();
        Assert.Single(ledger.Refreshes);
        Assert.Single(ledger.SignIns);
        Assert.Equal(40, ledger.Requests.Count(request => request.State == "good"));
    }
}
