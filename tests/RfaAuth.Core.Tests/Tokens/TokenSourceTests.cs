using RfaAuth.Core.Errors;
using RfaAuth.Core.Tests.Support;
using RfaAuth.Core.Tokens;

namespace RfaAuth.Core.Tests.Tokens;

public sealed class TokenSourceTests
{
    private readonly ManualClock _clock = new();
    private readonly List<string> _warnings = [];

    [Fact]
    public async Task A_valid_token_is_given_without_asking_the_service()
    {
        var (source, issuer) = Create();

        var tokens = await source.GetAsync(_clock.Elapsed, default);

        Assert.Same(source.Current, tokens);
        Assert.Equal((0, 0), (issuer.SignIns, issuer.Refreshes));
    }

    [Fact]
    public async Task A_thousand_callers_on_a_refused_token_cause_one_refresh()
    {
        var (source, issuer) = Create();
        var hold = new TaskCompletionSource();
        issuer.Gate = hold.Task;
        var dead = source.Current;

        var calls = Enumerable.Range(0, 1000).Select(_ => Task.Run(() => source.RenewAsync(dead, RenewalReason.Refused, _clock.Elapsed, default))).ToList();
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
        await source.RenewAsync(dead, RenewalReason.Refused, _clock.Elapsed, default);

        for (var i = 0; i < 1000; i++)
            Assert.Same(source.Current, await source.RenewAsync(dead, RenewalReason.Refused, _clock.Elapsed, default));

        Assert.Equal(1, issuer.Refreshes);
    }

    [Fact]
    public async Task The_first_caller_s_cancellation_does_not_touch_the_others()
    {
        var (source, issuer) = Create();
        var hold = new TaskCompletionSource();
        issuer.Gate = hold.Task;
        var dead = source.Current;
        using var first = new CancellationTokenSource();

        var leader = source.RenewAsync(dead, RenewalReason.Refused, _clock.Elapsed, first.Token);
        await issuer.Begun.Task;
        var others = Enumerable.Range(0, 999).Select(_ => source.RenewAsync(dead, RenewalReason.Refused, _clock.Elapsed, default)).ToList();
        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leader);
        hold.SetResult();

        Assert.All(await Task.WhenAll(others), tokens => Assert.Equal(2, tokens.Generation));
        Assert.Equal(1, issuer.Refreshes);
    }

    [Fact]
    public async Task A_refresh_is_kept_even_if_nobody_waits_for_it_any_more()
    {
        var (source, issuer) = Create();
        var hold = new TaskCompletionSource();
        issuer.Gate = hold.Task;
        var dead = source.Current;
        using var only = new CancellationTokenSource();
        var caller = source.RenewAsync(dead, RenewalReason.Refused, _clock.Elapsed, only.Token);
        await issuer.Begun.Task;
        await only.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => caller);

        hold.SetResult();
        var tokens = await source.RenewAsync(dead, RenewalReason.Expired, _clock.Elapsed, default);

        Assert.Equal(2, tokens.Generation);
        Assert.Equal(1, issuer.Refreshes);
    }

    [Fact]
    public async Task A_failed_renewal_is_one_failure_for_all_who_needed_it()
    {
        var (source, issuer) = Create(hasCredential: false);
        issuer.Outcomes.Enqueue(RefreshOutcome.NotTaken);
        var hold = new TaskCompletionSource();
        issuer.Gate = hold.Task;
        var dead = source.Current;
        var began = _clock.Elapsed;

        var calls = Enumerable.Range(0, 1000).Select(_ => source.RenewAsync(dead, RenewalReason.Refused, began, default)).ToList();
        await issuer.Begun.Task;
        hold.SetResult();
        foreach (var call in calls)
            Assert.Equal(ErrorCodes.RefreshFailed, (await Assert.ThrowsAsync<RfaException>(() => call)).ErrorCode);
        // One that began before the failure, and comes late.
        var late = await Assert.ThrowsAsync<RfaException>(() => source.RenewAsync(dead, RenewalReason.Refused, began, default));

        Assert.Equal(ErrorCodes.RefreshFailed, late.ErrorCode);
        Assert.Equal((0, 1), (issuer.SignIns, issuer.Refreshes));
    }

    [Fact]
    public async Task A_call_that_begins_after_a_failed_renewal_tries_again()
    {
        var (source, issuer) = Create(hasCredential: false);
        issuer.Outcomes.Enqueue(RefreshOutcome.NotTaken);
        issuer.Outcomes.Enqueue(RefreshOutcome.Granted);
        var dead = source.Current;
        await Assert.ThrowsAsync<RfaException>(() => source.RenewAsync(dead, RenewalReason.Refused, _clock.Elapsed, default));
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        var tokens = await source.RenewAsync(dead, RenewalReason.Refused, _clock.Elapsed, default);

        Assert.Equal(2, tokens.Generation);
        Assert.Equal(["first", "first"], issuer.RefreshTokensSeen);
    }

    [Fact]
    public async Task A_dead_refresh_token_leads_to_one_sign_in_where_a_credential_is_held()
    {
        var (source, issuer) = Create();
        issuer.Outcomes.Enqueue(RefreshOutcome.Refused);

        var tokens = await source.RenewAsync(source.Current, RenewalReason.Refused, _clock.Elapsed, default);

        Assert.Equal((1, 1), (issuer.SignIns, issuer.Refreshes));
        Assert.Equal("signin-1", tokens.RefreshToken);
    }

    [Fact]
    public async Task A_dead_refresh_token_without_a_credential_is_never_sent_again()
    {
        var (source, issuer) = Create(hasCredential: false);
        issuer.Outcomes.Enqueue(RefreshOutcome.Refused);

        for (var i = 0; i < 3; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            var exception = await Assert.ThrowsAsync<RfaException>(() => source.RenewAsync(source.Current, RenewalReason.Refused, _clock.Elapsed, default));
            Assert.Equal(ErrorCodes.ReauthenticationRequired, exception.ErrorCode);
        }

        Assert.Equal(1, issuer.Refreshes);
    }

    [Fact]
    public async Task A_lost_answer_to_a_refresh_is_not_replayed_where_a_credential_is_held()
    {
        var (source, issuer) = Create();
        issuer.Outcomes.Enqueue(RefreshOutcome.Ambiguous);

        await source.RenewAsync(source.Current, RenewalReason.Refused, _clock.Elapsed, default);

        Assert.Equal((1, 1), (issuer.SignIns, issuer.Refreshes));
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task A_lost_answer_to_a_refresh_is_replayed_once_with_a_warning_where_nothing_else_is_left()
    {
        var (source, issuer) = Create(hasCredential: false);
        issuer.Outcomes.Enqueue(RefreshOutcome.Ambiguous);
        issuer.Outcomes.Enqueue(RefreshOutcome.Granted);

        var tokens = await source.RenewAsync(source.Current, RenewalReason.Refused, _clock.Elapsed, default);

        Assert.Equal(2, issuer.Refreshes);
        Assert.Equal(2, tokens.Generation);
        Assert.Single(_warnings);
    }

    [Fact]
    public async Task An_answer_without_a_new_refresh_token_keeps_the_old_one()
    {
        var issuer = new StubIssuer(_clock) { KeepsRefreshToken = true };
        var source = Create(issuer);

        var tokens = await source.RenewAsync(source.Current, RenewalReason.Refused, _clock.Elapsed, default);

        Assert.Equal("first", tokens.RefreshToken);
    }

    [Fact]
    public async Task A_rejected_credential_is_tried_once()
    {
        var (source, issuer) = Create();
        issuer.Outcomes.Enqueue(RefreshOutcome.Refused);
        issuer.SignInFault = new RfaException(ErrorCodes.CredentialRejected, "No.");

        for (var i = 0; i < 100; i++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            var exception = await Assert.ThrowsAsync<RfaException>(() => source.RenewAsync(source.Current, RenewalReason.Refused, _clock.Elapsed, default));
            Assert.Equal(ErrorCodes.CredentialRejected, exception.ErrorCode);
        }

        Assert.Equal((1, 1), (issuer.SignIns, issuer.Refreshes));
    }

    [Fact]
    public async Task A_failed_sign_in_is_not_repeated_by_the_calls_that_queue_behind_it()
    {
        var (source, issuer) = Create();
        issuer.Outcomes.Enqueue(RefreshOutcome.Refused);
        issuer.SignInFault = new RfaException(ErrorCodes.SignInFailed, "Not now.");

        for (var i = 0; i < 10; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Assert.ThrowsAsync<RfaException>(() => source.RenewAsync(source.Current, RenewalReason.Refused, _clock.Elapsed, default));
        }

        Assert.Equal(1, issuer.SignIns);
        _clock.Advance(TimeSpan.FromSeconds(30));
        issuer.SignInFault = null;
        Assert.Equal(2, (await source.RenewAsync(source.Current, RenewalReason.Refused, _clock.Elapsed, default)).Generation);
    }

    [Fact]
    public async Task Tokens_that_are_never_accepted_end_in_no_more_renewals()
    {
        var (source, issuer) = Create();

        for (var i = 0; i < 100; i++)
        {
            var tokens = await source.GetAsync(_clock.Elapsed, default);
            await source.RenewAsync(tokens, RenewalReason.Refused, _clock.Elapsed, default);
        }

        Assert.Equal((1, 1), (issuer.SignIns, issuer.Refreshes));
    }

    [Fact]
    public async Task Tokens_that_were_accepted_are_renewed_each_time_they_are_revoked()
    {
        var (source, issuer) = Create();

        for (var i = 0; i < 100; i++)
        {
            var tokens = await source.GetAsync(_clock.Elapsed, default);
            tokens.MarkAccepted();
            await source.RenewAsync(tokens, RenewalReason.Refused, _clock.Elapsed, default);
        }

        Assert.Equal((0, 100), (issuer.SignIns, issuer.Refreshes));
        Assert.Equal(100, source.RenewalCount);
    }

    [Fact]
    public async Task Near_its_end_a_token_is_renewed_in_the_background_while_it_is_still_given()
    {
        var (source, issuer) = Create();
        var hold = new TaskCompletionSource();
        issuer.Gate = hold.Task;
        _clock.Advance(TimeSpan.FromMinutes(57));

        var given = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => source.GetAsync(_clock.Elapsed, default)));
        Assert.All(given, tokens => Assert.Equal(1, tokens.Generation));
        await issuer.Begun.Task;
        hold.SetResult();
        var renewed = await source.RenewAsync(given[0], RenewalReason.Expired, _clock.Elapsed, default);

        Assert.Equal(2, renewed.Generation);
        Assert.Equal(1, issuer.Refreshes);
    }

    [Fact]
    public async Task A_failed_renewal_ahead_is_tried_again_no_sooner_than_after_thirty_seconds_and_warned_of_once()
    {
        var (source, issuer) = Create();
        issuer.Outcomes.Enqueue(RefreshOutcome.NotTaken);
        _clock.Advance(TimeSpan.FromMinutes(56));

        for (var second = 0; second < 90; second++)
        {
            var tokens = await source.GetAsync(_clock.Elapsed, default);
            Assert.Equal(1, tokens.Generation);
            await WhenAsync(() => issuer.Refreshes == 1 + (second / 30) && _warnings.Count == 1);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(3, issuer.Refreshes);
        var warning = Assert.Single(_warnings);
        Assert.Contains("ahead of its end at 2026-03-01 13:00:00Z; it is used until then.", warning, StringComparison.Ordinal);
        Assert.Contains("The stub said so.", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_token_is_renewed_before_anything_is_sent()
    {
        var (source, issuer) = Create();
        _clock.Advance(TimeSpan.FromMinutes(61));

        Assert.Equal(2, (await source.GetAsync(_clock.Elapsed, default)).Generation);
        Assert.Equal(1, issuer.Refreshes);
    }

    [Fact]
    public async Task An_expired_token_that_nothing_can_renew_is_given_all_the_same_because_only_the_service_knows()
    {
        var issuer = new StubIssuer(_clock) { HasCredential = false };
        var source = Create(issuer, refreshToken: null);
        _clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(1, (await source.GetAsync(_clock.Elapsed, default)).Generation);
    }

    [Theory]
    [InlineData(-24)]
    [InlineData(24)]
    public async Task A_clock_that_is_wrong_by_a_day_makes_no_loop(int hours)
    {
        var (source, issuer) = Create();
        _clock.Turn(TimeSpan.FromHours(hours));

        for (var i = 0; i < 100; i++)
        {
            await source.GetAsync(_clock.Elapsed, default);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(issuer.Refreshes, 0, 1);
        Assert.Equal(0, issuer.SignIns);
    }

    [Fact]
    public async Task A_header_s_token_is_adopted_only_from_an_answer_of_the_current_generation()
    {
        var (source, _) = Create();
        var first = source.Current;
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True(source.Adopt(Jwt.Create(_clock.UtcNow, TimeSpan.FromHours(1)), first));
        Assert.False(source.Adopt(Jwt.Create(_clock.UtcNow, TimeSpan.FromHours(1)), first));
        Assert.Equal(2, source.Current.Generation);
        Assert.Equal("first", (await source.GetAsync(_clock.Elapsed, default)).RefreshToken);
    }

    [Fact]
    public void A_header_s_token_that_is_older_or_the_same_is_not_adopted()
    {
        var (source, _) = Create();

        Assert.False(source.Adopt(source.Current.AccessToken!, source.Current));
        Assert.False(source.Adopt(Jwt.Create(_clock.UtcNow.AddMinutes(-5), TimeSpan.FromHours(1)), source.Current));
        Assert.Equal(1, source.Current.Generation);
    }

    [Fact]
    public async Task A_renewal_that_ends_after_the_disconnect_revives_nothing()
    {
        var (source, issuer) = Create();
        var hold = new TaskCompletionSource();
        issuer.Gate = hold.Task;
        var call = source.RenewAsync(source.Current, RenewalReason.Refused, _clock.Elapsed, default);
        await issuer.Begun.Task;

        source.Dispose();
        hold.SetResult();

        Assert.Equal(ErrorCodes.SessionDisconnected, (await Assert.ThrowsAsync<RfaException>(() => call)).ErrorCode);
        Assert.Null(source.Current.AccessToken);
        Assert.Null(source.Current.RefreshToken);
    }

    [Fact]
    public async Task A_user_s_own_request_for_new_tokens_goes_out_even_in_the_pause_after_a_failure()
    {
        var (source, issuer) = Create();
        issuer.Outcomes.Enqueue(RefreshOutcome.Refused);
        issuer.SignInFault = new RfaException(ErrorCodes.SignInFailed, "Not now.");
        await Assert.ThrowsAsync<RfaException>(() => source.RenewAsync(source.Current, RenewalReason.Refused, _clock.Elapsed, default));
        issuer.SignInFault = null;
        _clock.Advance(TimeSpan.FromSeconds(1));

        var tokens = await source.RenewAsync(source.Current, RenewalReason.Requested, _clock.Elapsed, default);

        Assert.Equal((2, 2), (issuer.SignIns, tokens.Generation));
        // The failure is forgotten.
        Assert.Equal(3, (await source.RenewAsync(tokens, RenewalReason.Expired, TimeSpan.Zero, default)).Generation);
    }

    [Theory]
    [InlineData(89, false)]
    [InlineData(90, true)]
    public async Task The_pause_that_the_service_asked_for_holds_for_renewals_ahead_too(int seconds, bool isTried)
    {
        var issuer = new StubIssuer(_clock) { RefreshFault = new RfaException(ErrorCodes.TooManyRequests, "Busy.") { RetryAfter = TimeSpan.FromSeconds(90) } };
        issuer.Outcomes.Enqueue(RefreshOutcome.NotTaken);
        var source = Create(issuer);
        _clock.Advance(TimeSpan.FromMinutes(56));
        await Assert.ThrowsAsync<RfaException>(() => source.RenewAsync(source.Current, RenewalReason.Expired, _clock.Elapsed, default));
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        var hold = new TaskCompletionSource();
        issuer.Gate = hold.Task;

        await source.GetAsync(_clock.Elapsed, default);
        // Joins what the call before has begun, if it has: only a renewal ahead warns.
        var joined = source.RenewAsync(source.Current, RenewalReason.Requested, _clock.Elapsed, default);
        hold.SetResult();
        await Assert.ThrowsAsync<RfaException>(() => joined);

        Assert.Equal(isTried ? 1 : 0, _warnings.Count);
        Assert.Equal(2, issuer.Refreshes);
    }

    [Fact]
    public async Task The_pause_that_the_service_asked_for_is_everybody_s()
    {
        var issuer = new StubIssuer(_clock) { RefreshFault = new RfaException(ErrorCodes.TooManyRequests, "Busy.") { RetryAfter = TimeSpan.FromSeconds(90) } };
        issuer.Outcomes.Enqueue(RefreshOutcome.NotTaken);
        var source = Create(issuer);
        for (var i = 0; i < 2; i++)
        {
            await Assert.ThrowsAsync<RfaException>(() => source.RenewAsync(source.Current, RenewalReason.Refused, _clock.Elapsed, default));
            _clock.Advance(TimeSpan.FromSeconds(89));
        }

        Assert.Equal(1, issuer.Refreshes);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<RfaException>(() => source.RenewAsync(source.Current, RenewalReason.Refused, _clock.Elapsed, default));
        Assert.Equal(2, issuer.Refreshes);
    }

    [Fact]
    public async Task After_a_renewal_ahead_that_ended_well_the_next_one_may_come_at_once()
    {
        var (source, issuer) = Create();
        issuer.Lifetime = TimeSpan.FromSeconds(24);
        await source.RenewAsync(source.Current, RenewalReason.Requested, _clock.Elapsed, default);

        for (var generation = 3; generation < 6; generation++)
        {
            _clock.Advance(TimeSpan.FromSeconds(23));
            await source.GetAsync(_clock.Elapsed, default);
            await WhenAsync(() => source.Current.Generation == generation);
        }

        Assert.Equal(4, issuer.Refreshes);
    }

    [Fact]
    public async Task A_refused_token_that_nothing_can_renew_is_not_given_again()
    {
        var issuer = new StubIssuer(_clock) { HasCredential = false };
        var source = Create(issuer, refreshToken: null);
        source.Current.MarkRefused();

        var exception = await Assert.ThrowsAsync<RfaException>(() => source.GetAsync(_clock.Elapsed, default));

        Assert.Equal(ErrorCodes.ReauthenticationRequired, exception.ErrorCode);
    }

    [Fact]
    public async Task A_disconnect_ends_a_renewal_that_hangs()
    {
        var (source, issuer) = Create();
        issuer.Gate = new TaskCompletionSource().Task;
        var call = source.RenewAsync(source.Current, RenewalReason.Refused, _clock.Elapsed, default);
        await issuer.Begun.Task;

        source.Dispose();

        var exception = await Assert.ThrowsAsync<RfaException>(() => call.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal((ErrorCodes.SessionDisconnected, "The session is disconnected."), (exception.ErrorCode, exception.Message));
    }

    [Fact]
    public async Task A_defect_in_a_renewal_is_an_error_of_the_module_without_its_text()
    {
        var issuer = new StubIssuer(_clock) { Gate = Task.FromException(new FormatException("hunter22")) };

        var exception = await Assert.ThrowsAsync<RfaException>(() => Create(issuer).RenewAsync(Create(issuer).Current, RenewalReason.Refused, _clock.Elapsed, default));

        Assert.Equal(ErrorCodes.UnexpectedError, exception.ErrorCode);
        Assert.Contains("(FormatException)", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tokens_that_are_held_and_those_before_them_are_known_as_secrets_until_the_end()
    {
        var (source, _) = Create();
        var first = source.Current;
        Assert.Equal([first.AccessToken!, "first"], source.RecentSecrets);

        for (var i = 0; i < 7; i++)
            await source.RenewAsync(source.Current, RenewalReason.Requested, _clock.Elapsed, default);
        Assert.Contains(first.AccessToken!, source.RecentSecrets);
        Assert.Contains("first", source.RecentSecrets);
        Assert.Equal([source.Current.AccessToken!, "refresh-7"], source.RecentSecrets.Take(2));

        await source.RenewAsync(source.Current, RenewalReason.Requested, _clock.Elapsed, default);
        Assert.DoesNotContain("first", source.RecentSecrets);
        Assert.Equal(16, source.RecentSecrets.Count);
        source.Dispose();
        Assert.Empty(source.RecentSecrets);
    }

    [Fact]
    public async Task The_first_tokens_of_a_session_are_no_renewal()
    {
        var issuer = new StubIssuer(_clock);
        using var source = new TokenSource(issuer, TokenSet.Adopted(null, null, _clock.UtcNow, 0), _clock, () => 0.5, _warnings.Add);

        await source.GetAsync(_clock.Elapsed, default);
        Assert.Equal((1, 0), (issuer.SignIns, source.RenewalCount));
        Assert.True(source.Current.IsFromSignIn);
        await source.RenewAsync(source.Current, RenewalReason.Requested, _clock.Elapsed, default);
        Assert.Equal(1, source.RenewalCount);
        Assert.False(source.Current.IsFromSignIn);
    }

    [Fact]
    public async Task A_sign_in_begins_anew_and_keeps_no_older_refresh_token()
    {
        var issuer = new StubIssuer(_clock) { HasNoRefreshTokens = true };
        issuer.Outcomes.Enqueue(RefreshOutcome.Refused);

        var tokens = await Create(issuer).RenewAsync(Create(issuer).Current, RenewalReason.Expired, _clock.Elapsed, default);

        Assert.Null(tokens.RefreshToken);
    }

    [Fact]
    public async Task What_can_still_be_done_for_a_session_is_known()
    {
        var (source, issuer) = Create();
        Assert.Equal((true, true, null), (source.HasCredential, source.CanRefresh, source.CredentialRejection));
        issuer.Outcomes.Enqueue(RefreshOutcome.Refused);
        issuer.SignInFault = new RfaException(ErrorCodes.CredentialRejected, "No.");

        await Assert.ThrowsAsync<RfaException>(() => source.RenewAsync(source.Current, RenewalReason.Refused, _clock.Elapsed, default));

        Assert.Equal((true, false, issuer.SignInFault), (source.HasCredential, source.CanRefresh, source.CredentialRejection));
    }

    [Fact]
    public async Task A_disconnected_session_gives_and_takes_no_tokens()
    {
        var (source, issuer) = Create();
        var held = source.Current;
        source.Dispose();
        source.Dispose();

        Assert.False(source.Adopt(Jwt.Create(_clock.UtcNow.AddHours(1), TimeSpan.FromHours(1)), source.Current));
        Assert.Equal(ErrorCodes.SessionDisconnected, (await Assert.ThrowsAsync<RfaException>(() => source.GetAsync(_clock.Elapsed, default))).ErrorCode);
        Assert.Equal(
            ErrorCodes.SessionDisconnected,
            (await Assert.ThrowsAsync<RfaException>(() => source.RenewAsync(held, RenewalReason.Refused, _clock.Elapsed, default))).ErrorCode);
        Assert.Equal((0, 0), (issuer.SignIns, issuer.Refreshes));
    }

    [Fact]
    public async Task Near_its_end_a_token_that_nothing_can_renew_is_given_and_nothing_is_tried()
    {
        var issuer = new StubIssuer(_clock) { HasCredential = false };
        var source = Create(issuer, refreshToken: null);
        _clock.Advance(TimeSpan.FromMinutes(57));

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(1, (await source.GetAsync(_clock.Elapsed, default)).Generation);
            _clock.Advance(TimeSpan.FromSeconds(31));
        }

        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task Tokens_are_a_replacement_only_of_ones_that_were_refused()
    {
        var (source, _) = Create();

        Assert.True((await source.RenewAsync(source.Current, RenewalReason.Refused, _clock.Elapsed, default)).IsReplacement);
        Assert.False((await source.RenewAsync(source.Current, RenewalReason.Requested, _clock.Elapsed, default)).IsReplacement);
        Assert.False((await source.RenewAsync(source.Current, RenewalReason.Expired, _clock.Elapsed, default)).IsReplacement);
    }

    private (TokenSource Source, StubIssuer Issuer) Create(bool hasCredential = true)
    {
        var issuer = new StubIssuer(_clock) { HasCredential = hasCredential };
        return (Create(issuer), issuer);
    }

    private TokenSource Create(StubIssuer issuer, string? refreshToken = "first")
    {
        var initial = TokenSet.Issued(Jwt.Create(_clock.UtcNow, TimeSpan.FromHours(1)), refreshToken, _clock.UtcNow, random: 0.5);
        return new TokenSource(issuer, initial, _clock, () => 0.5, text =>
        {
            lock (_warnings)
                _warnings.Add(text);
        });
    }

    // The background has its own thread: look until it has done what the test waits for.
    private static async Task WhenAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
            await Task.Delay(1, limit.Token);
    }
}
