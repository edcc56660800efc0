namespace Interop.Client;

/// <summary>Toggle may send a new token with any answer; the next request carries it.</summary>
public sealed class ToggleRotationTests(EnginesFixture engines) : ClientTests(engines)
{
    [NodeTheory, Engines("X-Authorization", "Authorization", "X-Authorization Authorization")]
    public async Task A_token_in_an_answer_is_used_from_the_next_request_on(string name, string headers)
    {
        var engine = await ResetAsync(name);
        await engine.ChangeAsync(new { rotateIn = headers.Split(' ') });
        using var session = await ConnectAsync(engine, Toggle);

        for (var call = 0; call < 4; call++)
            await AssertIsAnsweredAsync(session);

        var ledger = await engine.ReadLedgerAsync();
        Assert.Equal([null, "t1", "t2", "t3", "t4"], ledger.Requests.Select(request => request.Token));
        Assert.Single(ledger.SignIns);
        Assert.Equal(4, session.Status.RenewalCount);
    }

    [NodeTheory, Engines]
    public async Task The_token_held_is_kept_while_answers_bring_no_new_one(string name)
    {
        var engine = await ResetAsync(name);
        await engine.ChangeAsync(new { rotateIn = new[] { "X-Authorization" } });
        using var session = await ConnectAsync(engine, Toggle);
        await AssertIsAnsweredAsync(session);
        await engine.ChangeAsync(new { rotateIn = Array.Empty<string>() });

        await AssertIsAnsweredAsync(session);
        await AssertIsAnsweredAsync(session);

        Assert.Equal([null, "t1", "t2", "t2"], (await engine.ReadLedgerAsync()).Requests.Select(request => request.Token));
    }

    [NodeTheory, Engines]
    public async Task Answers_that_cross_each_other_sign_nobody_out(string name)
    {
        var engine = await ResetAsync(name);
        await engine.ChangeAsync(new { rotateIn = new[] { "X-Authorization" } });
        using var session = await ConnectAsync(engine, Toggle);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => AssertIsAnsweredAsync(session)));
        await AssertIsAnsweredAsync(session);

        var ledger = await engine.ReadLedgerAsync();
        Assert.Single(ledger.SignIns);
        Assert.All(ledger.Requests.Skip(1), request => Assert.Equal("good", request.State));
        Assert.NotEqual("t1", ledger.Requests[^1].Token);
    }

    [NodeTheory, Engines]
    public async Task Rotation_goes_on_after_a_new_sign_in(string name)
    {
        var engine = await ResetAsync(name);
        await engine.ChangeAsync(new { rotateIn = new[] { "X-Authorization" } });
        using var session = await ConnectAsync(engine, Toggle);
        await AssertIsAnsweredAsync(session);
        await engine.ChangeAsync(new { revokeAccess = true });

        await AssertIsAnsweredAsync(session);
        await AssertIsAnsweredAsync(session);

        var ledger = await engine.ReadLedgerAsync();
        Assert.Equal(2, ledger.SignIns.Count);
        Assert.Equal(["missing", "good", "revoked", "missing", "good", "good"], ledger.Requests.Select(request => request.State));
        Assert.Equal("t4", ledger.Requests[^1].Token);
    }
}
