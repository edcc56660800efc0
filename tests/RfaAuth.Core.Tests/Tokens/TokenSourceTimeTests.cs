namespace RfaAuth.Core.Tests.Tokens;

/// <summary>When a token is renewed, and when a token in an answer replaces it.</summary>
public sealed class TokenSourceTimeTests : TokenSourceFixture
{
    [Fact]
    public async Task A_token_near_its_end_is_renewed_in_the_background_and_still_used()
    {
        var (source, issuer) = Create();
        var hold = issuer.Hold();
        Clock.Advance(TimeSpan.FromMinutes(57));

        var given = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => source.GetAsync(Clock.Elapsed, default)));
        Assert.All(given, tokens => Assert.Equal(1, tokens.Generation));
        await issuer.Begun.Task;
        hold.SetResult();
        var renewed = await source.RenewAsync(given[0], RenewalReason.Expired, Clock.Elapsed, default);

        Assert.Equal(2, renewed.Generation);
        Assert.Equal(1, issuer.Refreshes);
    }

    [Fact]
    public async Task A_token_near_its_end_is_not_renewed_a_second_time_during_a_renewal()
    {
        var (source, issuer) = Create();
        var hold = issuer.Hold();
        Clock.Advance(TimeSpan.FromMinutes(57));
        var requested = source.RenewAsync(source.Current, RenewalReason.Requested, Clock.Elapsed, default);

        var given = await source.GetAsync(Clock.Elapsed, default);
        var joined = source.RenewAsync(given, RenewalReason.Expired, Clock.Elapsed, default);
        hold.SetResult();

        Assert.Same(await requested, await joined);
        Assert.Equal(1, issuer.Refreshes);
    }

    [Fact]
    public async Task A_token_that_is_replaced_just_before_its_background_renewal_is_not_renewed()
    {
        var (source, _) = Create();
        Clock.Advance(TimeSpan.FromMinutes(57));
        var newer = Jwt.Create(Clock.UtcNow, TimeSpan.FromHours(1));
        Clock.Meanwhile = () => Assert.True(source.Adopt(newer, source.Current));

        await source.GetAsync(TimeSpan.Zero, default);

        // Nothing is under way that this one could join.
        Assert.Equal(newer, source.Current.AccessToken);
        Assert.True((await source.RenewAsync(source.Current, RenewalReason.Refused, Clock.Elapsed, default)).IsReplacement);
    }

    [Fact]
    public async Task A_session_that_is_disconnected_just_before_a_background_renewal_begins_none()
    {
        var (source, issuer) = Create();
        var isGoingOn = false;
        Clock.Advance(TimeSpan.FromMinutes(57));
        Clock.Meanwhile = () =>
        {
            source.Dispose();
            // When the next attempt may be is reckoned only where there is one.
            Clock.Meanwhile = () => isGoingOn = true;
        };

        await source.GetAsync(TimeSpan.Zero, default);

        Assert.Equal((false, 0), (isGoingOn, issuer.Refreshes));
    }

    [Fact]
    public async Task A_failed_background_renewal_is_one_warning_and_tried_again_after_thirty_seconds()
    {
        var (source, issuer) = Create();
        issuer.Outcomes.Enqueue(RefreshOutcome.NotTaken);
        Clock.Advance(TimeSpan.FromMinutes(56));

        for (var second = 0; second < 90; second++)
        {
            var tokens = await source.GetAsync(Clock.Elapsed, default);
            Assert.Equal(1, tokens.Generation);
            await WhenAsync(() => issuer.Refreshes == 1 + (second / 30) && Warnings.Count == 1);
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(3, issuer.Refreshes);
        var warning = Assert.Single(Warnings);
        Assert.Contains("could not be renewed early. It is used until it ends at 2026-03-01 13:00:00Z.", warning, StringComparison.Ordinal);
        Assert.Contains("The stub said so.", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_token_is_renewed_before_anything_is_sent()
    {
        var (source, issuer) = Create();
        Clock.Advance(TimeSpan.FromMinutes(61));

        Assert.Equal(2, (await source.GetAsync(Clock.Elapsed, default)).Generation);
        Assert.Equal(1, issuer.Refreshes);
    }

    [Fact]
    public async Task An_expired_token_that_cannot_be_renewed_is_still_returned()
    {
        var issuer = new StubIssuer(Clock) { HasCredential = false };
        var source = Create(issuer, refreshToken: null);
        Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(1, (await source.GetAsync(Clock.Elapsed, default)).Generation);
    }

    [Theory]
    [InlineData(-24)]
    [InlineData(24)]
    public async Task A_clock_that_is_wrong_by_a_day_causes_at_most_one_renewal(int hours)
    {
        var (source, issuer) = Create();
        Clock.Turn(TimeSpan.FromHours(hours));

        for (var i = 0; i < 100; i++)
        {
            await source.GetAsync(Clock.Elapsed, default);
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(issuer.Refreshes, 0, 1);
        Assert.Equal(0, issuer.SignIns);
    }

    [Fact]
    public async Task A_rotated_token_is_used_only_from_an_answer_of_the_current_generation()
    {
        var (source, _) = Create();
        var first = source.Current;
        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True(source.Adopt(Jwt.Create(Clock.UtcNow, TimeSpan.FromHours(1)), first));
        Assert.False(source.Adopt(Jwt.Create(Clock.UtcNow, TimeSpan.FromHours(1)), first));
        Assert.Equal(2, source.Current.Generation);
        Assert.Equal("first", (await source.GetAsync(Clock.Elapsed, default)).RefreshToken);
    }

    [Fact]
    public void A_rotated_token_that_is_older_or_the_same_is_not_used()
    {
        var (source, _) = Create();

        Assert.False(source.Adopt(source.Current.AccessToken!, source.Current));
        Assert.False(source.Adopt(Jwt.Create(Clock.UtcNow.AddMinutes(-5), TimeSpan.FromHours(1)), source.Current));
        Assert.Equal(1, source.Current.Generation);
    }

    [Theory]
    [InlineData(89, false)]
    [InlineData(90, true)]
    public async Task The_pause_that_the_service_asks_for_holds_for_background_renewals(int seconds, bool isTried)
    {
        var issuer = new StubIssuer(Clock) { RefreshFault = new RfaException(ErrorCodes.TooManyRequests, "Busy.") { RetryAfter = TimeSpan.FromSeconds(90) } };
        issuer.Outcomes.Enqueue(RefreshOutcome.NotTaken);
        var source = Create(issuer);
        Clock.Advance(TimeSpan.FromMinutes(56));
        await Assert.ThrowsAsync<RfaException>(() => source.RenewAsync(source.Current, RenewalReason.Expired, Clock.Elapsed, default));
        Clock.Advance(TimeSpan.FromSeconds(seconds));
        var hold = issuer.Hold();

        await source.GetAsync(Clock.Elapsed, default);
        // Joins what the call before has begun, if it has: only a renewal ahead warns.
        var joined = source.RenewAsync(source.Current, RenewalReason.Requested, Clock.Elapsed, default);
        hold.SetResult();
        await Assert.ThrowsAsync<RfaException>(() => joined);

        Assert.Equal(isTried ? 1 : 0, Warnings.Count);
        Assert.Equal(2, issuer.Refreshes);
    }

    [Fact]
    public async Task The_pause_that_the_service_asks_for_holds_for_all_calls()
    {
        var issuer = new StubIssuer(Clock) { RefreshFault = new RfaException(ErrorCodes.TooManyRequests, "Busy.") { RetryAfter = TimeSpan.FromSeconds(90) } };
        issuer.Outcomes.Enqueue(RefreshOutcome.NotTaken);
        var source = Create(issuer);
        for (var i = 0; i < 2; i++)
        {
            await Assert.ThrowsAsync<RfaException>(() => source.RenewAsync(source.Current, RenewalReason.Refused, Clock.Elapsed, default));
            Clock.Advance(TimeSpan.FromSeconds(89));
        }

        Assert.Equal(1, issuer.Refreshes);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<RfaException>(() => source.RenewAsync(source.Current, RenewalReason.Refused, Clock.Elapsed, default));
        Assert.Equal(2, issuer.Refreshes);
    }

    [Fact]
    public async Task A_background_renewal_needs_no_pause_after_a_successful_one()
    {
        var (source, issuer) = Create();
        issuer.Lifetime = TimeSpan.FromSeconds(24);
        await source.RenewAsync(source.Current, RenewalReason.Requested, Clock.Elapsed, default);

        for (var generation = 3; generation < 6; generation++)
        {
            Clock.Advance(TimeSpan.FromSeconds(23));
            await source.GetAsync(Clock.Elapsed, default);
            await WhenAsync(() => source.Current.Generation == generation);
        }

        Assert.Equal(4, issuer.Refreshes);
    }

    [Fact]
    public async Task A_token_near_its_end_that_cannot_be_renewed_is_used_and_nothing_is_tried()
    {
        var issuer = new StubIssuer(Clock) { HasCredential = false };
        var source = Create(issuer, refreshToken: null);
        Clock.Advance(TimeSpan.FromMinutes(57));

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(1, (await source.GetAsync(Clock.Elapsed, default)).Generation);
            Clock.Advance(TimeSpan.FromSeconds(31));
        }

        Assert.Empty(Warnings);
    }
}
