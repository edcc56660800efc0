using RfaAuth.Core.Tokens;

namespace RfaAuth.Core.Tests.Tokens;

public sealed class RenewalPlannerTests
{
    [Theory]
    // reason, accepted, replacement, from sign-in, can refresh, credential, rejected => plan
    [InlineData("Expired", false, false, false, true, true, false, "Refresh")]
    [InlineData("Expired", false, false, false, false, true, false, "SignIn")]
    [InlineData("Expired", false, false, false, false, true, true, "CredentialRejected")]
    [InlineData("Expired", false, false, false, false, false, false, "Reauthenticate")]
    [InlineData("Expired", false, true, true, true, true, false, "Refresh")]
    [InlineData("Requested", false, true, true, true, true, false, "Refresh")]
    [InlineData("Refused", false, false, false, true, true, false, "Refresh")]
    [InlineData("Refused", true, true, true, true, true, false, "Refresh")]
    [InlineData("Refused", false, true, false, true, true, false, "SignIn")]
    [InlineData("Refused", false, true, false, true, true, true, "CredentialRejected")]
    [InlineData("Refused", false, true, false, true, false, false, "GiveUp")]
    [InlineData("Refused", false, true, true, true, true, false, "GiveUp")]
    [InlineData("Refused", true, false, false, true, true, true, "Refresh")]
    public void A_renewal_goes_the_way_that_can_still_help(
        string reason, bool accepted, bool replacement, bool fromSignIn, bool canRefresh, bool hasCredential, bool isRejected, string plan)
    {
        var now = DateTimeOffset.UnixEpoch;
        var tokens = TokenSet.Issued("t", null, now, 0).After(TokenSet.Adopted(null, null, now, 0), replacement, fromSignIn);
        if (accepted)
            tokens.MarkAccepted();

        Assert.Equal(
            Enum.Parse<RenewalPlan>(plan),
            RenewalPlanner.Decide(tokens, Enum.Parse<RenewalReason>(reason), canRefresh, hasCredential, isRejected));
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
    public void A_token_is_used_as_it_is_only_where_nothing_could_be_better(string plan, string reason, bool hasToken, bool isHopeless) =>
        Assert.Equal(
            isHopeless,
            RenewalPlanner.IsHopeless(
                Enum.Parse<RenewalPlan>(plan), TokenSet.Adopted(hasToken ? "t" : null, null, DateTimeOffset.UnixEpoch, 0), Enum.Parse<RenewalReason>(reason)));
}
