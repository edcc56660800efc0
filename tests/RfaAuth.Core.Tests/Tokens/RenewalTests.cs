namespace RfaAuth.Core.Tests.Tokens;

/// <summary>One renewal: what is tried, what never again, and what its errors say.</summary>
public sealed class RenewalTests
{
    private readonly ManualClock _clock = new();
    private readonly List<string> _warnings = [];

    [Fact]
    public async Task A_refresh_gives_tokens_that_are_not_from_a_sign_in()
    {
        var issuer = new StubIssuer(_clock);

        var (grant, isFromSignIn) = await Create(issuer).RunAsync(Tokens("first"), RenewalPlan.Refresh, default);

        Assert.Equal(("refresh-1", false), (grant.RefreshToken, isFromSignIn));
        Assert.Equal(["first"], issuer.RefreshTokensSeen);
        Assert.Equal(0, issuer.SignIns);
    }

    [Theory]
    [InlineData(nameof(RenewalPlan.Refresh), false)]
    [InlineData(nameof(RenewalPlan.Refresh), true)] // the answer to the first one is lost
    [InlineData(nameof(RenewalPlan.SignIn), false)]
    public async Task A_renewal_does_not_return_to_the_thread_of_the_caller(string plan, bool isLost)
    {
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var issuer = new StubIssuer(_clock) { Gate = isLost ? Task.CompletedTask : hold.Task, HasCredential = false };
        if (isLost)
            issuer.Outcomes.Enqueue(RefreshOutcome.Ambiguous);
        issuer.Outcomes.Enqueue(RefreshOutcome.Granted);
        var renewal = new Renewal(issuer, _ => issuer.Gate = hold.Task);
        var caller = new CallerThread();

        var call = caller.Start(() => renewal.RunAsync(Tokens("first"), Enum.Parse<RenewalPlan>(plan), default));
        Assert.False(call.IsCompleted);
        hold.SetResult();

        await call;
        Assert.Equal(0, caller.Returns);
    }

    [Fact]
    public async Task A_planned_sign_in_does_not_send_the_refresh_token()
    {
        var issuer = new StubIssuer(_clock);

        var (grant, isFromSignIn) = await Create(issuer).RunAsync(Tokens("first"), RenewalPlan.SignIn, default);

        Assert.Equal(("signin-1", true), (grant.RefreshToken, isFromSignIn));
        Assert.Empty(issuer.RefreshTokensSeen);
    }

    [Theory]
    [InlineData(nameof(RefreshOutcome.Refused))]
    [InlineData(nameof(RefreshOutcome.Ambiguous))]
    public async Task A_refresh_token_that_was_refused_or_may_have_been_used_is_dead(string outcome)
    {
        var issuer = new StubIssuer(_clock);
        issuer.Outcomes.Enqueue(Enum.Parse<RefreshOutcome>(outcome));
        var renewal = Create(issuer);
        var tokens = Tokens("first");
        Assert.True(renewal.CanRefresh(tokens));

        var (_, isFromSignIn) = await renewal.RunAsync(tokens, RenewalPlan.Refresh, default);

        Assert.True(isFromSignIn);
        Assert.False(renewal.CanRefresh(tokens));
        Assert.True(renewal.CanRefresh(Tokens("second")));
        Assert.False(renewal.CanRefresh(Tokens(null)));
        Assert.Equal(RenewalPlan.SignIn, renewal.Plan(tokens, RenewalReason.Expired, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_refresh_token_that_was_not_taken_stays_good_and_the_error_says_when_to_try_again()
    {
        var fault = new RfaException(ErrorCodes.TooManyRequests, "Too many.") { StatusCode = 429, RetryAfter = TimeSpan.FromSeconds(7) };
        var issuer = new StubIssuer(_clock) { RefreshFault = fault };
        issuer.Outcomes.Enqueue(RefreshOutcome.NotTaken);
        var renewal = Create(issuer);
        var tokens = Tokens("first");

        var exception = await Assert.ThrowsAsync<RfaException>(() => renewal.RunAsync(tokens, RenewalPlan.Refresh, default));

        Assert.Equal(ErrorCodes.RefreshFailed, exception.ErrorCode);
        Assert.Equal((true, 429, TimeSpan.FromSeconds(7)), (exception.IsRetryable, exception.StatusCode, exception.RetryAfter));
        Assert.Contains("the refresh token is still good", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Too many.", exception.Message, StringComparison.Ordinal);
        Assert.True(renewal.CanRefresh(tokens));
        Assert.Equal(0, issuer.SignIns);
    }

    [Fact]
    public async Task A_refresh_whose_answer_is_lost_is_sent_once_more_without_a_credential()
    {
        var issuer = new StubIssuer(_clock) { HasCredential = false };
        issuer.Outcomes.Enqueue(RefreshOutcome.Ambiguous);
        var renewal = Create(issuer);

        var exception = await Assert.ThrowsAsync<RfaException>(() => renewal.RunAsync(Tokens("first"), RenewalPlan.Refresh, default));

        Assert.Equal(["first", "first"], issuer.RefreshTokensSeen);
        Assert.Equal(ErrorCodes.ReauthenticationRequired, exception.ErrorCode);
        Assert.Contains("no refresh token that is still good, and no credential. The last refresh: The stub said so.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("(The stub said so.) The refresh token is sent once more", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_cannot_renew_is_an_error_that_says_so()
    {
        var exception = await Assert.ThrowsAsync<RfaException>(
            () => Create(new StubIssuer(_clock)).RunAsync(Tokens(null), RenewalPlan.Reauthenticate, default));

        Assert.Equal(ErrorCodes.ReauthenticationRequired, exception.ErrorCode);
        Assert.EndsWith("no refresh token that is still good, and no credential.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejected_credential_is_never_sent_again()
    {
        var issuer = new StubIssuer(_clock) { SignInFault = new RfaException(ErrorCodes.CredentialRejected, "Wrong password.") };
        issuer.Outcomes.Enqueue(RefreshOutcome.Refused);
        var renewal = Create(issuer);
        await Assert.ThrowsAsync<RfaException>(() => renewal.RunAsync(Tokens("first"), RenewalPlan.SignIn, default));
        Assert.Same(issuer.SignInFault, renewal.CredentialRejection);

        foreach (var plan in new[] { RenewalPlan.SignIn, RenewalPlan.Refresh, RenewalPlan.CredentialRejected })
        {
            var exception = await Assert.ThrowsAsync<RfaException>(() => renewal.RunAsync(Tokens("second"), plan, default));

            Assert.Equal(ErrorCodes.CredentialRejected, exception.ErrorCode);
            Assert.Contains("it is not tried again", exception.Message, StringComparison.Ordinal);
            Assert.Contains("Wrong password.", exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal(1, issuer.SignIns);
        Assert.Equal(RenewalPlan.CredentialRejected, renewal.Plan(Tokens(null), RenewalReason.Expired, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_failed_sign_in_can_be_tried_again()
    {
        var issuer = new StubIssuer(_clock) { SignInFault = new RfaException(ErrorCodes.SignInFailed, "Not now.") };
        var renewal = Create(issuer);

        for (var i = 0; i < 2; i++)
            Assert.Same(issuer.SignInFault, await Assert.ThrowsAsync<RfaException>(() => renewal.RunAsync(Tokens(null), RenewalPlan.SignIn, default)));

        Assert.Equal(2, issuer.SignIns);
        Assert.Null(renewal.CredentialRejection);
    }

    [Theory]
    // generation, call began, now => shared; it failed at 10 s and pauses until 40 s
    [InlineData(1, 9, 50, true)] // began before it failed
    [InlineData(1, 10, 50, true)]
    [InlineData(1, 11, 39, true)] // the pause
    [InlineData(1, 11, 40, false)]
    [InlineData(2, 9, 11, false)] // of another generation
    public void A_failure_is_shared_by_the_calls_before_it_and_in_the_pause_after_it(int generation, int began, int now, bool isShared)
    {
        var failure = new RenewalFailure(1, new RfaException("X", "x"), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(40));
        var tokens = generation == 1 ? Tokens(null) : Tokens(null).After(Tokens(null));

        Assert.Equal(isShared, failure.AppliesTo(tokens, TimeSpan.FromSeconds(began), TimeSpan.FromSeconds(now)));
    }

    private Renewal Create(StubIssuer issuer) => new(issuer, _warnings.Add);

    private TokenSet Tokens(string? refreshToken) => TokenSet.Adopted("access", refreshToken, _clock.UtcNow, 0.5);
}
