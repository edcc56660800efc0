namespace RfaAuth.Core.Tests.Tokens;

/// <summary>The callers of a session share its tokens and one renewal of them.</summary>
public sealed class TokenSourceTests : TokenSourceFixture
{
    [Fact]
    public async Task A_valid_token_is_returned_without_a_request()
    {
        var (source, issuer) = Create();

        var tokens = await source.GetAsync(Clock.Elapsed, default);

        Assert.Same(source.Current, tokens);
        Assert.Equal((0, 0), (issuer.SignIns, issuer.Refreshes));
    }

    [Fact]
    public async Task A_thousand_callers_on_a_refused_token_cause_one_refresh()
    {
        var (source, issuer) = Create();
        var hold = issuer.Hold();
        var dead = source.Current;

        var calls = Enumerable.Range(0, 1000).Select(_ => Task.Run(() => source.RenewAsync(dead, RenewalReason.Refused, Clock.Elapsed, default))).ToList();
        await issuer.Begun.Task;
        hold.SetResult();
        var renewed = await Task.WhenAll(calls);

        Assert.Equal((0, 1), (issuer.SignIns, issuer.Refreshes));
        Assert.All(renewed, tokens => Assert.Equal(2, tokens.Generation));
    }

    [Fact]
    public async Task Late_refusals_of_an_older_generation_renew_nothing()
    {
        var (source, issuer) = Create();
        var dead = source.Current;
        await source.RenewAsync(dead, RenewalReason.Refused, Clock.Elapsed, default);

        for (var i = 0; i < 1000; i++)
            Assert.Same(source.Current, await source.RenewAsync(dead, RenewalReason.Refused, Clock.Elapsed, default));

        Assert.Equal(1, issuer.Refreshes);
    }

    [Fact]
    public async Task A_renewal_goes_on_for_the_others_when_its_first_caller_is_cancelled()
    {
        var (source, issuer) = Create();
        var hold = issuer.Hold();
        var dead = source.Current;
        using var first = new CancellationTokenSource();

        var leader = source.RenewAsync(dead, RenewalReason.Refused, Clock.Elapsed, first.Token);
        await issuer.Begun.Task;
        var others = Enumerable.Range(0, 999).Select(_ => source.RenewAsync(dead, RenewalReason.Refused, Clock.Elapsed, default)).ToList();
        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leader);
        hold.SetResult();

        Assert.All(await Task.WhenAll(others), tokens => Assert.Equal(2, tokens.Generation));
        Assert.Equal(1, issuer.Refreshes);
    }

    [Fact]
    public async Task The_tokens_of_a_refresh_are_kept_when_all_callers_are_cancelled()
    {
        var (source, issuer) = Create();
        var hold = issuer.Hold();
        var dead = source.Current;
        using var only = new CancellationTokenSource();
        var caller = source.RenewAsync(dead, RenewalReason.Refused, Clock.Elapsed, only.Token);
        await issuer.Begun.Task;
        await only.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => caller);

        hold.SetResult();
        var tokens = await source.RenewAsync(dead, RenewalReason.Expired, Clock.Elapsed, default);

        Assert.Equal(2, tokens.Generation);
        Assert.Equal(1, issuer.Refreshes);
    }

    [Fact]
    public async Task An_answer_without_a_new_refresh_token_keeps_the_old_one()
    {
        var issuer = new StubIssuer(Clock) { KeepsRefreshToken = true };
        var source = Create(issuer);

        var tokens = await source.RenewAsync(source.Current, RenewalReason.Refused, Clock.Elapsed, default);

        Assert.Equal("first", tokens.RefreshToken);
    }

    [Fact]
    public async Task Tokens_that_were_accepted_are_renewed_each_time_they_are_revoked()
    {
        var (source, issuer) = Create();

        for (var i = 0; i < 100; i++)
        {
            var tokens = await source.GetAsync(Clock.Elapsed, default);
            tokens.MarkAccepted();
            await source.RenewAsync(tokens, RenewalReason.Refused, Clock.Elapsed, default);
        }

        Assert.Equal((0, 100), (issuer.SignIns, issuer.Refreshes));
        Assert.Equal(100, source.RenewalCount);
    }

    [Fact]
    public async Task A_renewal_that_ends_after_the_disconnect_changes_nothing()
    {
        var issuer = new StubIssuer(Clock) { IgnoresCancellation = true };
        var source = Create(issuer);
        var hold = issuer.Hold();
        var call = source.RenewAsync(source.Current, RenewalReason.Refused, Clock.Elapsed, default);
        await issuer.Begun.Task;

        source.Dispose();
        hold.SetResult();

        Assert.Equal(ErrorCodes.SessionDisconnected, (await Assert.ThrowsAsync<RfaException>(() => call)).ErrorCode);
        Assert.Null(source.Current.AccessToken);
        Assert.Null(source.Current.RefreshToken);
    }

    [Fact]
    public async Task A_refused_call_waits_for_a_running_renewal_that_it_could_not_begin()
    {
        var (source, issuer) = Create();
        issuer.Outcomes.Enqueue(RefreshOutcome.Refused);
        issuer.Outcomes.Enqueue(RefreshOutcome.Granted);
        // A sign-in's tokens that are refused at once: a further renewal would be no progress, but the user asks for one.
        var tokens = await source.RenewAsync(source.Current, RenewalReason.Refused, Clock.Elapsed, default);
        var hold = issuer.Hold();
        var requested = source.RenewAsync(tokens, RenewalReason.Requested, Clock.Elapsed, default);

        var refused = source.RenewAsync(tokens, RenewalReason.Refused, Clock.Elapsed, default);
        hold.SetResult();

        Assert.Same(await requested, await refused);
        Assert.Equal(3, source.Current.Generation);
    }

    [Fact]
    public async Task A_failed_renewal_has_the_stack_trace_of_its_cause()
    {
        var (source, issuer) = Create();
        issuer.Outcomes.Enqueue(RefreshOutcome.Refused);
        issuer.SignInFault = new RfaException(ErrorCodes.SignInFailed, "Not now.");

        var failure = await Assert.ThrowsAsync<RfaException>(() => source.RenewAsync(source.Current, RenewalReason.Refused, Clock.Elapsed, default));

        Assert.Contains(nameof(StubIssuer), failure.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renewal_on_request_is_sent_during_the_pause_after_a_failure()
    {
        var (source, issuer) = Create();
        issuer.Outcomes.Enqueue(RefreshOutcome.Refused);
        issuer.SignInFault = new RfaException(ErrorCodes.SignInFailed, "Not now.");
        await Assert.ThrowsAsync<RfaException>(() => source.RenewAsync(source.Current, RenewalReason.Refused, Clock.Elapsed, default));
        issuer.SignInFault = null;
        Clock.Advance(TimeSpan.FromSeconds(1));

        var tokens = await source.RenewAsync(source.Current, RenewalReason.Requested, Clock.Elapsed, default);

        Assert.Equal((2, 2), (issuer.SignIns, tokens.Generation));
        // The failure is forgotten.
        Assert.Equal(3, (await source.RenewAsync(tokens, RenewalReason.Expired, TimeSpan.Zero, default)).Generation);
    }

    [Fact]
    public async Task A_refused_token_that_cannot_be_renewed_is_not_returned_again()
    {
        var issuer = new StubIssuer(Clock) { HasCredential = false };
        var source = Create(issuer, refreshToken: null);
        source.Current.MarkRefused();

        var exception = await Assert.ThrowsAsync<RfaException>(() => source.GetAsync(Clock.Elapsed, default));

        Assert.Equal(ErrorCodes.ReauthenticationRequired, exception.ErrorCode);
    }

    [Fact]
    public async Task A_disconnect_ends_a_renewal_that_hangs()
    {
        var (source, issuer) = Create();
        issuer.Gate = new TaskCompletionSource().Task;
        var call = source.RenewAsync(source.Current, RenewalReason.Refused, Clock.Elapsed, default);
        await issuer.Begun.Task;

        source.Dispose();

        var exception = await Assert.ThrowsAsync<RfaException>(() => call.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal((ErrorCodes.SessionDisconnected, "The session is disconnected."), (exception.ErrorCode, exception.Message));
    }

    [Fact]
    public async Task The_current_and_the_last_seven_tokens_are_known_secrets_until_the_disconnect()
    {
        var (source, _) = Create();
        var first = source.Current;
        Assert.Equal([first.AccessToken!, "first"], source.RecentSecrets);

        for (var i = 0; i < 7; i++)
            await source.RenewAsync(source.Current, RenewalReason.Requested, Clock.Elapsed, default);
        Assert.Contains(first.AccessToken!, source.RecentSecrets);
        Assert.Contains("first", source.RecentSecrets);
        Assert.Equal([source.Current.AccessToken!, "refresh-7"], source.RecentSecrets.Take(2));

        await source.RenewAsync(source.Current, RenewalReason.Requested, Clock.Elapsed, default);
        Assert.DoesNotContain("first", source.RecentSecrets);
        Assert.Equal(16, source.RecentSecrets.Count);
        source.Dispose();
        Assert.Empty(source.RecentSecrets);
    }

    [Fact]
    public async Task The_first_tokens_of_a_session_do_not_count_as_a_renewal()
    {
        var issuer = new StubIssuer(Clock);
        using var source = new TokenSource(issuer, TokenSet.Adopted(null, null, Clock.UtcNow, 0), Clock, () => 0.5, Warnings.Add);

        await source.GetAsync(Clock.Elapsed, default);
        Assert.Equal((1, 0), (issuer.SignIns, source.RenewalCount));
        Assert.True(source.Current.IsFromSignIn);
        await source.RenewAsync(source.Current, RenewalReason.Requested, Clock.Elapsed, default);
        Assert.Equal(1, source.RenewalCount);
        Assert.False(source.Current.IsFromSignIn);
    }

    [Fact]
    public async Task A_sign_in_does_not_keep_the_older_refresh_token()
    {
        var issuer = new StubIssuer(Clock) { HasNoRefreshTokens = true };
        issuer.Outcomes.Enqueue(RefreshOutcome.Refused);

        var tokens = await Create(issuer).RenewAsync(Create(issuer).Current, RenewalReason.Expired, Clock.Elapsed, default);

        Assert.Null(tokens.RefreshToken);
    }

    [Fact]
    public async Task A_session_says_whether_it_can_sign_in_or_refresh()
    {
        var (source, issuer) = Create();
        Assert.Equal((true, true, null), (source.HasCredential, source.CanRefresh, source.CredentialRejection));
        issuer.Outcomes.Enqueue(RefreshOutcome.Refused);
        issuer.SignInFault = new RfaException(ErrorCodes.CredentialRejected, "No.");

        await Assert.ThrowsAsync<RfaException>(() => source.RenewAsync(source.Current, RenewalReason.Refused, Clock.Elapsed, default));

        Assert.Equal((true, false, issuer.SignInFault), (source.HasCredential, source.CanRefresh, source.CredentialRejection));
    }

    [Fact]
    public async Task A_disconnected_session_returns_and_accepts_no_tokens()
    {
        var (source, issuer) = Create();
        var held = source.Current;
        source.Dispose();
        source.Dispose();

        Assert.False(source.Adopt(Jwt.Create(Clock.UtcNow.AddHours(1), TimeSpan.FromHours(1)), source.Current));
        Assert.Equal(ErrorCodes.SessionDisconnected, (await Assert.ThrowsAsync<RfaException>(() => source.GetAsync(Clock.Elapsed, default))).ErrorCode);
        Assert.Equal(
            ErrorCodes.SessionDisconnected,
            (await Assert.ThrowsAsync<RfaException>(() => source.RenewAsync(held, RenewalReason.Refused, Clock.Elapsed, default))).ErrorCode);
        Assert.Equal((0, 0), (issuer.SignIns, issuer.Refreshes));
    }

    [Fact]
    public async Task New_tokens_are_a_replacement_only_if_the_old_ones_were_refused()
    {
        var (source, _) = Create();

        Assert.True((await source.RenewAsync(source.Current, RenewalReason.Refused, Clock.Elapsed, default)).IsReplacement);
        Assert.False((await source.RenewAsync(source.Current, RenewalReason.Requested, Clock.Elapsed, default)).IsReplacement);
        Assert.False((await source.RenewAsync(source.Current, RenewalReason.Expired, Clock.Elapsed, default)).IsReplacement);
    }
}
