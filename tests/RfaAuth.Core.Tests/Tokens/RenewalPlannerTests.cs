namespace RfaAuth.Core.Tests.Tokens;

public sealed class RenewalPlannerTests
{
    [Theory]
    // reason, accepted, replacement, from sign-in, seconds held, can refresh, credential, rejected => plan
    [InlineData("Expired", false, false, false, 0, true, true, false, "Refresh")]
    [InlineData("Expired", false, false, false, 0, false, true, false, "SignIn")]
    [InlineData("Expired", false, false, false, 0, false, true, true, "CredentialRejected")]
    [InlineData("Expired", false, false, false, 0, false, false, false, "Reauthenticate")]
    [InlineData("Expired", false, true, true, 0, true, true, false, "Refresh")]
    [InlineData("Requested", false, true, true, 0, true, true, false, "Refresh")]
    [InlineData("Refused", false, false, false, 0, true, true, false, "Refresh")]
    [InlineData("Refused", true, true, true, 0, true, true, false, "Refresh")]
    [InlineData("Refused", false, true, false, 0, true, true, false, "SignIn")]
    [InlineData("Refused", false, true, false, 0, true, true, true, "CredentialRejected")]
    [InlineData("Refused", false, true, false, 0, true, false, false, "GiveUp")]
    [InlineData("Refused", false, true, true, 0, true, true, false, "GiveUp")]
    [InlineData("Refused", false, true, true, 29, true, true, false, "GiveUp")]
    [InlineData("Refused", false, true, true, 30, true, true, false, "Refresh")]
    [InlineData("Refused", false, true, true, 30, false, true, false, "SignIn")]
    [InlineData("Refused", false, true, false, 29, true, false, false, "GiveUp")]
    [InlineData("Refused", false, true, false, 30, true, false, false, "Refresh")]
    [InlineData("Refused", false, true, false, 30, true, true, false, "SignIn")] // what a refresh gave was refused: the sign-in's turn
    [InlineData("Refused", true, false, false, 0, true, true, true, "Refresh")]
    [InlineData("Doubted", true, false, false, 0, true, true, false, "Refresh")]
    [InlineData("Doubted", true, true, true, 0, false, true, false, "SignIn")]
    [InlineData("Doubted", false, false, false, 0, false, false, false, "Reauthenticate")]
    public void A_renewal_is_planned_as_refresh_sign_in_or_none(
        string reason, bool accepted, bool replacement, bool fromSignIn, int held, bool canRefresh, bool hasCredential, bool isRejected, string plan)
    {
        var now = DateTimeOffset.UnixEpoch;
        var tokens = TokenSet.Issued("t", null, now, 0)
            .After(TokenSet.Adopted(null, null, now, 0), replacement ? TimeSpan.FromHours(1) : null, fromSignIn);
        if (accepted)
            tokens.MarkAccepted();

        Assert.Equal(
            Enum.Parse<RenewalPlan>(plan),
            RenewalPlanner.Decide(tokens, Enum.Parse<RenewalReason>(reason), TimeSpan.FromSeconds(3600 + held), canRefresh, hasCredential, isRejected));
    }

    [Theory]
    [InlineData("GiveUp", "Refused", true, true)]
    [InlineData("GiveUp", "Expired", false, true)]
    [InlineData("Reauthenticate", "Expired", true, true)] // the clock may be wrong: the service is the judge
    [InlineData("Reauthenticate", "Expired", false, false)] // there is nothing to send
    [InlineData("Reauthenticate", "Refused", true, false)]
    [InlineData("Reauthenticate", "Requested", true, false)]
    [InlineData("Refresh", "Expired", true, false)]
    [InlineData("SignIn", "Expired", true, false)]
    [InlineData("CredentialRejected", "Expired", true, false)]
    [InlineData("Reauthenticate", "Doubted", true, true)] // the token may be good
    [InlineData("CredentialRejected", "Doubted", true, true)]
    [InlineData("Refresh", "Doubted", true, false)]
    [InlineData("SignIn", "Doubted", true, false)]
    public void A_token_is_used_unchanged_only_if_nothing_can_renew_it(string plan, string reason, bool hasToken, bool isHopeless) =>
        Assert.Equal(
            isHopeless,
            RenewalPlanner.CannotSucceed(
                Enum.Parse<RenewalPlan>(plan), TokenSet.Adopted(hasToken ? "t" : null, null, DateTimeOffset.UnixEpoch, 0), Enum.Parse<RenewalReason>(reason)));

    [Theory]
    // what the answer says, expired, replacement, accepted, refused when new, proven => the reason
    [InlineData("None", true, true, true, true, true, null)]
    [InlineData("Forbidden", true, false, false, false, false, null)]
    [InlineData("Unauthorized", false, false, false, false, false, "Refused")]
    [InlineData("Unauthorized", false, true, true, true, false, "Refused")] // accepted once, refused later
    [InlineData("Unauthorized", false, true, true, true, true, null)] // refused when new, and accepted after that: the right is missing
    [InlineData("Unauthorized", false, true, true, false, true, "Refused")]
    [InlineData("NotAuthorized", false, false, false, false, false, "Doubted")]
    [InlineData("NotAuthorized", false, false, true, false, false, "Doubted")]
    [InlineData("NotAuthorized", false, true, true, false, false, "Doubted")]
    [InlineData("NotAuthorized", false, true, false, false, false, null)] // a new one is refused as well
    [InlineData("NotAuthorized", false, false, true, true, false, null)]
    [InlineData("NotAuthorized", true, true, false, true, false, "Refused")]
    public void A_refused_token_is_renewed_unless_the_new_token_was_refused_as_well(
        string failure, bool expired, bool replacement, bool accepted, bool refusedWhenNew, bool proven, string? reason)
    {
        var now = DateTimeOffset.UnixEpoch;
        var elapsed = TimeSpan.FromHours(1);
        var tokens = TokenSet.Issued("t", null, now, 0).After(TokenSet.Adopted(null, null, now, 0), replacement ? elapsed : null);
        if (accepted)
            tokens.MarkAccepted();
        if (refusedWhenNew)
            tokens.MarkRefusedWhenNew();
        if (proven)
            tokens.MarkProven(elapsed - TimeSpan.FromMinutes(5) + TimeSpan.FromTicks(1));

        Assert.Equal(
            reason is null ? null : Enum.Parse<RenewalReason>(reason),
            RenewalPlanner.ReasonFor(Enum.Parse<AuthFailure>(failure), tokens, expired ? tokens.ExpiresAt : now, elapsed));
    }

    [Fact]
    public void A_token_that_was_proven_valid_counts_as_valid_for_five_minutes_and_after_a_rotation()
    {
        var tokens = TokenSet.Issued("t", null, DateTimeOffset.UnixEpoch, 0);
        Assert.False(tokens.IsProven(TimeSpan.Zero));
        tokens.MarkRefusedWhenNew();
        Assert.False(tokens.IsProven(TimeSpan.Zero));
        tokens.MarkProven(TimeSpan.Zero);

        var rotated = TokenSet.Issued("u", null, DateTimeOffset.UnixEpoch, 0).RotatedFrom(tokens);

        Assert.All([tokens, rotated, tokens.WithoutRefreshToken()], set => Assert.True(set.IsRefusedWhenNew));
        Assert.All([tokens, rotated, tokens.WithoutRefreshToken()], set => Assert.True(set.IsProven(TimeSpan.FromMinutes(4.9))));
        Assert.All([tokens, rotated], set => Assert.False(set.IsProven(TimeSpan.FromMinutes(5))));
        Assert.False(rotated.After(rotated).IsRefusedWhenNew);
    }

    [Fact]
    public void A_token_renewed_after_an_unclear_refusal_is_renewed_for_no_other_operation_for_five_minutes()
    {
        var first = TokenSet.Issued("t", null, DateTimeOffset.UnixEpoch, 0);
        Assert.False(first.IsBeyondDoubt("a", TimeSpan.Zero));

        var second = TokenSet.Issued("u", null, DateTimeOffset.UnixEpoch, 0).After(first, TimeSpan.Zero, isAfterDoubt: true);
        second.MarkAccepted("a");
        var rotated = TokenSet.Issued("v", null, DateTimeOffset.UnixEpoch, 0).RotatedFrom(second);

        foreach (var set in new[] { second, second.WithoutRefreshToken(), rotated })
        {
            Assert.False(set.IsBeyondDoubt("a", TimeSpan.Zero));
            Assert.True(set.IsBeyondDoubt("b", TimeSpan.FromMinutes(4.9)));
            Assert.False(set.IsBeyondDoubt("b", TimeSpan.FromMinutes(5)));
        }

        Assert.False(rotated.IsReplacement);
        Assert.False(second.After(second).IsBeyondDoubt("b", TimeSpan.Zero));
    }
}
