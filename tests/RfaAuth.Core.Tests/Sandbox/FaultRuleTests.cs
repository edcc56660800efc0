using RfaAuth.Sandbox.Faults;
using RfaAuth.Sandbox.Ledger;

namespace RfaAuth.Core.Tests.Sandbox;

public sealed class FaultRuleTests : SandboxTest
{
    [Fact]
    public async Task A_rule_meets_the_requests_that_its_conditions_name()
    {
        var (token, refreshToken) = await Wire.SignInAsync();
        Server.FaultPlan.Add("status=418,none:1@rfa,mutation,operation=Note,field=updateAccountNote,from=2");
        Server.FaultPlan.Add("status=503,none@refresh");
        const string Note = "mutation Note { updateAccountNote(note: \"x\") { note } }";

        Assert.Equal(200, (await Wire.RfaAsync(Note, token)).Status);
        Assert.Equal(200, (await Wire.RfaAsync("mutation Watch { updateAccountNote(note: \"y\") { note } }", token)).Status);
        Assert.Equal(418, (await Wire.RfaAsync(Note, token)).Status);
        Assert.Equal(200, (await Wire.RfaAsync(Note, token)).Status);
        Assert.Equal(503, (await Wire.RefreshAsync(refreshToken)).Status);
        Assert.Empty(Server.Ledger.Refreshes);
    }

    [Fact]
    public void A_rule_is_read_from_its_text()
    {
        Assert.Equal(
            new FaultRule { Name = "status", Value = "503,none", Count = 2, From = 3, Service = "rfa", Kind = RequestKind.SignIn, Operation = "A", Field = "b" },
            FaultRule.Parse("status=503,none:2@rfa,sign-in,from=3,operation=A,field=b"));
        Assert.Equal(
            new FaultRule { Name = "retry-after", Value = "Wed, 21 Oct 2015 07:28:00 GMT" },
            FaultRule.Parse("retry-after=Wed, 21 Oct 2015 07:28:00 GMT"));
        Assert.Equal(new FaultRule { Name = "abort", Count = 1 }, FaultRule.Parse("abort:1"));
    }

    [Theory]
    [InlineData("nope")]
    [InlineData("status")]
    [InlineData("status=high")]
    [InlineData("status=503,xml")]
    [InlineData("abort=1")]
    [InlineData("abort@nobody")]
    [InlineData("delay=-1")]
    [InlineData("status=99")]
    [InlineData("status=1000")]
    [InlineData("slow-body=0")]
    [InlineData("redirect=307,nowhere")]
    [InlineData("shape=nope")]
    [InlineData("bad-chunk=nope")]
    [InlineData("compress=nope")]
    [InlineData("encode=nope")]
    [InlineData("date-skew=soon")]
    [InlineData("header=no colon")]
    [InlineData("dead-token=alive")]
    [InlineData("token-shape=nope")]
    [InlineData("token-lifetime=0")]
    [InlineData("")]
    public void A_rule_that_is_not_well_formed_is_refused_when_it_is_added(string rule)
    {
        Assert.Throws<FormatException>(() => Server.FaultPlan.Add(rule));
        Assert.Empty(Server.FaultPlan.Rules);
    }
}
