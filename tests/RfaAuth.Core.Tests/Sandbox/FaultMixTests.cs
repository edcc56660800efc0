using RfaAuth.Sandbox.Faults;

namespace RfaAuth.Core.Tests.Sandbox;

public sealed class FaultMixTests : SandboxTest
{
    [Fact]
    public void Equal_seeds_give_equal_rules_and_each_kind_can_be_played()
    {
        var rules = FaultMix.Create(7, "op", 1, 10_000, tokenFaults: 200);

        Assert.Equal(rules, FaultMix.Create(7, "op", 1, 10_000, tokenFaults: 200));
        Assert.NotEqual(rules, FaultMix.Create(8, "op", 1, 10_000, tokenFaults: 200));
        Assert.InRange(rules.Count(r => r.Operation is not null), 900, 1100);
        Assert.All(rules, r => Assert.Equal(1, r.Count));
        Assert.Equal(FaultMix.Kinds.Count + FaultMix.TokenKinds.Count, rules.Select(r => (r.Name, r.Value, r.Kind)).Distinct().Count());
        Server.FaultPlan.AddRange(rules);
    }

    [Fact]
    public async Task A_mix_is_added_over_HTTP_and_answered_with_its_own_rules()
    {
        Server.FaultPlan.Add("delay=1@operation=Other");

        var reply = await Wire.SteerAsync(HttpMethod.Post, "mix", """{"seed": 7, "prefix": "op", "first": 1, "count": 5, "oneIn": 1}""");

        Assert.Equal(["op1", "op2", "op3", "op4", "op5"], reply.Json.EnumerateArray().Select(r => r.GetProperty("operation").GetString()!));
        Assert.Equal(6, Server.FaultPlan.Rules.Count);
        Assert.Equal(400, (await Wire.SteerAsync(HttpMethod.Post, "mix", """{"seed": 7}""")).Status);
    }

    [Fact]
    public async Task The_ledger_knows_whose_a_dead_token_was()
    {
        var (token, _) = await Wire.SignInAsync();
        Server.RevokeAccessTokens();

        await Wire.RfaAsync("{ viewer { userName } }", token);
        await Wire.RfaAsync("{ viewer { userName } }", "nobody's");

        Assert.Equal([null, null], Server.Ledger.Requests.Skip(1).Select(r => r.User));
        Assert.Equal(["demo", null], Server.Ledger.Requests.Skip(1).Select(r => r.TokenOwner));
    }
}
