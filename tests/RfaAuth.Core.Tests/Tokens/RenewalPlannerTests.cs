using RfaAuth.Core.Tokens;

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
    public void A_renewal_goes_the_way_that_can_still_help(
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
    public void A_token_is_used_as_it_is_only_where_nothing_could_be_better(string plan, string reason, bool hasToken, bool isHopeless) =>
        Assert.Equal(
            isHopeless,
            RenewalPlanner.IsHopeless(
                Enum.Parse<RenewalPlan>(plan), TokenSet.Adopted(hasToken ? "t" : null, null, DateTimeOffset.UnixEpoch, 0), Enum.Parse<RenewalReason>(reason)));
}
