using RfaAuth.Sandbox.Faults;

namespace RfaAuth.Core.Tests.Storms;

/// <summary>
/// Queries and mutations over a network and a service with the faults of <see cref="FaultMix"/>, one in ten requests meets one. The sandbox's ledger
/// tells which mutations ran: none twice, none that is reported done and is not, none that is reported failed and is done.
/// </summary>
[Collection(OneStormAtATime.Name)]
public sealed class MutationLedgerTests
{
    private const int Batch = 500;
    private const int AtOnce = 32;

    [Fact]
    public async Task No_mutation_runs_twice_and_every_report_is_true()
    {
        var random = new Random(Scale.Seed);
        await using var server = await SandboxServer.StartAsync();
        using var session = await Client.ConnectAsync(server.RfaEndpoint, change: o => o with { MaximumRetryCount = 2 });
        var unknown = 0;
        var mutations = 0;

        for (var first = 0; first < Scale.Of(2000); first += Batch)
        {
            server.FaultPlan.Clear();
            var rules = FaultMix.Create(random.Next(), "op", first, Batch, tokenFaults: 1);
            server.FaultPlan.AddRange(rules);
            var faults = rules.Where(r => r.Operation is not null).ToDictionary(r => r.Operation!, r => r.Name);
            var calls = Enumerable.Range(first, Batch).Select(n => new Call(n, n % 2 == 0, faults.GetValueOrDefault($"op{n}"))).ToList();
            if (random.Next(2) == 0)
                server.RevokeAccessTokens();

            using var lanes = new SemaphoreSlim(AtOnce, AtOnce);
            var reports = await Client.StormAsync(Batch, async i =>
            {
                await lanes.WaitAsync();
                try
                {
                    return await RunAsync(session, calls[i]);
                }
                finally
                {
                    lanes.Release();
                }
            });

            var ran = server.Ledger.Mutations.GroupBy(m => m.Arguments).ToDictionary(g => g.Key, g => g.Count());
            foreach (var (call, report) in calls.Zip(reports).Where(pair => pair.First.IsMutation))
            {
                var times = ran.GetValueOrDefault($$"""{"note":"n{{call.Number}}"}""");
                var what = $"op{call.Number} with {call.Fault ?? "no fault"}: {report}, ran {times} times, seed {Scale.Seed}.";
                Assert.True(times <= 1, "Twice: " + what);
                Assert.True(report != "Done" || times == 1, "Lost but reported done: " + what);
                Assert.True(report is "Done" or ErrorCodes.OutcomeUnknown || times == 0, "Done but reported failed: " + what);
                mutations++;
                unknown += report == ErrorCodes.OutcomeUnknown ? 1 : 0;
            }

            server.Ledger.Clear();
        }

        Assert.Equal(Scale.Of(2000) / 2, mutations);
        // Some must be ambiguous: a service that never loses an answer proves nothing.
        Assert.InRange(unknown, 1, mutations / 5);
        Assert.Equal(0, server.Ledger.TrapConnections);
    }

    private static async Task<string> RunAsync(ApiSession session, Call call)
    {
        var document = call.IsMutation
            ? $"mutation op{call.Number} {{ updateAccountNote(note: \"n{call.Number}\") {{ note }} }}"
            : $"query op{call.Number} {{ viewer {{ userName }} }}";
        // Only what hangs needs a time that ends.
        var timeout = call.Fault?.StartsWith("hang", StringComparison.Ordinal) == true ? TimeSpan.FromMilliseconds(300) : (TimeSpan?)null;
        return await session.OutcomeAsync(new GraphQLRequest(document), timeout) ?? "Done";
    }

    private sealed record Call(int Number, bool IsMutation, string? Fault);
}
