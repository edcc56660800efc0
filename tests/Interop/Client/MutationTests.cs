namespace Interop.Client;

/// <summary>What the tests of the mutation gate have in common.</summary>
public abstract class MutationTests(EnginesFixture engines) : ClientTests(engines)
{
    internal const string One = "mutation One { adjust(card: \"c\", value: 1) { value owner { email } } }";
    internal const string Two = "mutation Two {\n  a: adjust(card: \"c\", value: 1) { value }\n  b: adjust(card: \"c\", value: 2) { value }\n}";
    internal const string TwoStrict = "mutation Two {\n  a: adjustStrict(card: \"c\", value: 1) { value }\n  b: adjustStrict(card: \"c\", value: 2) { value }\n}";

    internal async Task<(Engine Engine, ApiSession Session)> DeadTokenAsync(string name, string shape, string service = Rfa)
    {
        var engine = await ResetAsync(name);
        var session = await ConnectAsync(engine, service);
        await engine.ChangeAsync(new { revokeAccess = true, refusal = shape });
        return (engine, session);
    }

    internal static async Task AssertRanAsync(Engine engine, params long[] values) =>
        Assert.Equal(values, (await engine.ReadLedgerAsync()).Executed.Select(mutation => mutation.Value));
}
