namespace Interop.Client;

/// <summary>A query whose token is refused in any of the shapes: renewed once, sent again once.</summary>
public sealed class UnauthorizedQueryTests(EnginesFixture engines) : ClientTests(engines)
{
    // Two root fields and a nested one, so that every shape finds the place where it refuses.
    private const string Query = "query Everything { account { creditBalance owner { email } } echo(text: \"second\") }";

    [NodeTheory]
    [Engines(
        "http-empty", "http-html", "http-json", "context", "context-401",
        "hotchocolate-200", "hotchocolate-400", "hotchocolate-500",
        "each-field", "each-field-401", "first-field", "first-field-401", "second-field", "second-field-401",
        "second-field-500-without-data", "after-resolver", "nested-field", "nested-field-401", "toggle")]
    public async Task A_query_with_a_dead_token_is_answered_after_one_refresh(string name, string shape)
    {
        var engine = await ResetAsync(name);
        using var session = await ConnectAsync(engine);
        await engine.ChangeAsync(new { revokeAccess = true, refusal = shape });

        var response = await RunAsync(session, Query);

        Assert.Empty(response.Errors);
        Assert.Equal(Engine.UserEmail, At(response.Response, "account", "owner", "email"));
        Assert.Equal("second", At(response.Response, "echo"));
        Assert.Equal((2, true), (response.Facts.Attempts, response.Facts.TokenRenewed));
        var ledger = await engine.ReadLedgerAsync();
        Assert.Equal(["missing", "revoked", "missing", "good"], ledger.Requests.Select(request => request.State));
        Assert.Single(ledger.Refreshes);
        Assert.Single(ledger.SignIns);
    }

    [NodeTheory]
    [Engines("http-empty", "context", "context-401", "toggle", "toggle-first-field", "toggle-second-field")]
    public async Task A_Toggle_query_with_a_dead_token_is_answered_after_one_sign_in(string name, string shape)
    {
        var engine = await ResetAsync(name);
        using var session = await ConnectAsync(engine, Toggle);
        await engine.ChangeAsync(new { revokeAccess = true, refusal = shape });

        var response = await RunAsync(session, Query);

        Assert.Empty(response.Errors);
        Assert.Equal("second", At(response.Response, "echo"));
        var ledger = await engine.ReadLedgerAsync();
        Assert.Equal(["missing", "revoked", "missing", "good"], ledger.Requests.Select(request => request.State));
        Assert.Equal(2, ledger.SignIns.Count);
    }
}
