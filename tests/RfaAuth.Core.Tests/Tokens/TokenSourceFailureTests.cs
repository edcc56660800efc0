namespace RfaAuth.Core.Tests.Tokens;

/// <summary>Renewals that give no tokens.</summary>
public sealed class TokenSourceFailureTests : TokenSourceFixture
{
    [Fact]
    public async Task A_failed_renewal_is_one_failure_for_all_its_callers()
    {
        var (source, issuer) = Create(hasCredential: false);
        issuer.Outcomes.Enqueue(RefreshOutcome.NotTaken);
        var hold = issuer.Hold();
        var dead = source.Current;
        var began = Clock.Elapsed;

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
        await Assert.ThrowsAsync<RfaException>(() => source.RenewAsync(dead, RenewalReason.Refused, Clock.Elapsed, default));
        Clock.Advance(TimeSpan.FromMilliseconds(1));

        var tokens = await source.RenewAsync(dead, RenewalReason.Refused, Clock.Elapsed, default);

        Assert.Equal(2, tokens.Generation);
        Assert.Equal(["first", "first"], issuer.RefreshTokensSeen);
    }

    [Fact]
    public async Task A_dead_refresh_token_leads_to_one_sign_in_of_a_session_with_a_credential()
    {
        var (source, issuer) = Create();
        issuer.Outcomes.Enqueue(RefreshOutcome.Refused);

        var tokens = await source.RenewAsync(source.Current, RenewalReason.Refused, Clock.Elapsed, default);

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
            Clock.Advance(TimeSpan.FromSeconds(1));
            var exception = await Assert.ThrowsAsync<RfaException>(() => source.RenewAsync(source.Current, RenewalReason.Refused, Clock.Elapsed, default));
            Assert.Equal(ErrorCodes.ReauthenticationRequired, exception.ErrorCode);
        }

        Assert.Equal(1, issuer.Refreshes);
    }

    [Fact]
    public async Task A_refresh_whose_answer_is_lost_is_not_repeated_by_a_session_with_a_credential()
    {
        var (source, issuer) = Create();
        issuer.Outcomes.Enqueue(RefreshOutcome.Ambiguous);

        await source.RenewAsync(source.Current, RenewalReason.Refused, Clock.Elapsed, default);

        Assert.Equal((1, 1), (issuer.SignIns, issuer.Refreshes));
        Assert.Empty(Warnings);
    }

    [Fact]
    public async Task A_refresh_whose_answer_is_lost_is_repeated_once_with_a_warning_by_a_session_without_a_credential()
    {
        var (source, issuer) = Create(hasCredential: false);
        issuer.Outcomes.Enqueue(RefreshOutcome.Ambiguous);
        issuer.Outcomes.Enqueue(RefreshOutcome.Granted);

        var tokens = await source.RenewAsync(source.Current, RenewalReason.Refused, Clock.Elapsed, default);

        Assert.Equal(2, issuer.Refreshes);
        Assert.Equal(2, tokens.Generation);
        Assert.Single(Warnings);
    }

    [Fact]
    public async Task A_rejected_credential_is_tried_once()
    {
        var (source, issuer) = Create();
        issuer.Outcomes.Enqueue(RefreshOutcome.Refused);
        issuer.SignInFault = new RfaException(ErrorCodes.CredentialRejected, "No.");

        for (var i = 0; i < 100; i++)
        {
            Clock.Advance(TimeSpan.FromMinutes(1));
            var exception = await Assert.ThrowsAsync<RfaException>(() => source.RenewAsync(source.Current, RenewalReason.Refused, Clock.Elapsed, default));
            Assert.Equal(ErrorCodes.CredentialRejected, exception.ErrorCode);
        }

        Assert.Equal((1, 1), (issuer.SignIns, issuer.Refreshes));
    }

    [Fact]
    public async Task A_failed_sign_in_is_not_repeated_for_half_a_minute()
    {
        var (source, issuer) = Create();
        issuer.Outcomes.Enqueue(RefreshOutcome.Refused);
        issuer.SignInFault = new RfaException(ErrorCodes.SignInFailed, "Not now.");

        for (var i = 0; i < 10; i++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Assert.ThrowsAsync<RfaException>(() => source.RenewAsync(source.Current, RenewalReason.Refused, Clock.Elapsed, default));
        }

        Assert.Equal(1, issuer.SignIns);
        Clock.Advance(TimeSpan.FromSeconds(30));
        issuer.SignInFault = null;
        Assert.Equal(2, (await source.RenewAsync(source.Current, RenewalReason.Refused, Clock.Elapsed, default)).Generation);
    }

    [Fact]
    public async Task New_tokens_that_are_never_accepted_are_not_renewed_again()
    {
        var (source, issuer) = Create();

        for (var i = 0; i < 100; i++)
        {
            var tokens = await source.GetAsync(Clock.Elapsed, default);
            await source.RenewAsync(tokens, RenewalReason.Refused, Clock.Elapsed, default);
        }

        Assert.Equal((1, 1), (issuer.SignIns, issuer.Refreshes));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Refused_new_tokens_are_renewed_again_after_half_a_minute(bool hasCredential, int signIns)
    {
        var (source, issuer) = Create(hasCredential);
        for (var i = 0; i < 3; i++)
            await source.RenewAsync(source.Current, RenewalReason.Refused, Clock.Elapsed, default);
        var last = source.Current;
        Assert.Equal((signIns, 1), (issuer.SignIns, issuer.Refreshes));

        Clock.Advance(TimeSpan.FromSeconds(29.9));
        Assert.Same(last, await source.RenewAsync(last, RenewalReason.Refused, Clock.Elapsed, default));
        Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.NotSame(last, await source.RenewAsync(last, RenewalReason.Refused, Clock.Elapsed, default));

        Assert.Equal((signIns, 2), (issuer.SignIns, issuer.Refreshes));
    }

    [Fact]
    public async Task A_defect_in_a_renewal_is_UnexpectedError_without_the_text_of_its_exception()
    {
        var issuer = new StubIssuer(Clock) { Gate = Task.FromException(new FormatException("hunter22")) };

        var exception = await Assert.ThrowsAsync<RfaException>(() => Create(issuer).RenewAsync(Create(issuer).Current, RenewalReason.Refused, Clock.Elapsed, default));

        Assert.Equal(ErrorCodes.UnexpectedError, exception.ErrorCode);
        Assert.Contains("(FormatException)", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", exception.Message, StringComparison.Ordinal);
    }
}
