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

    [NodeTheory]
    [Engines("http-empty", "http-html", "context", "context-401", "each-field", "toggle")]
    public async Task A_service_that_refuses_every_token_is_not_asked_for_ever(string name, string shape)
    {
        var engine = await ResetAsync(name);
        using var session = await ConnectAsync(engine);
        await engine.ChangeAsync(new { refuseAll = true, refusal = shape });

        await AssertIsRefusedAsync();
        var first = await engine.ReadLedgerAsync();
        Assert.InRange(first.Requests.Count(request => request.State == "good"), 2, 3);
        Assert.InRange(first.Refreshes.Count, 1, 1);
        Assert.InRange(first.SignIns.Count, 1, 2);

        for (var call = 0; call < 10; call++)
            await AssertIsRefusedAsync();
        var last = await engine.ReadLedgerAsync();
        Assert.InRange(last.Refreshes.Count + last.SignIns.Count, 2, 4);

        async Task AssertIsRefusedAsync()
        {
            try
            {
                Assert.NotEmpty((await RunAsync(session, Query)).Errors);
            }
            catch (RfaException failure)
            {
                Assert.Contains(failure.ErrorCode, new[] { ErrorCodes.Unauthorized, ErrorCodes.ReauthenticationRequired });
            }
        }
    }

    [NodeTheory]
    [Engines("FORBIDDEN", "FORBIDDEN 200", "FORBIDDEN 403", "AUTH_NOT_AUTHORIZED 403")]
    public async Task A_forbidden_field_costs_no_refresh(string name, string codeAndStatus)
    {
        var engine = await ResetAsync(name);
        using var session = await ConnectAsync(engine);
        var parts = codeAndStatus.Split(' ');
        int? status = parts.Length > 1 ? int.Parse(parts[1], null) : null;

        var response = await RunAsync(
            session,
            "query($code: String!, $status: Int) { restricted(code: $code, status: $status) }",
            new Dictionary<string, object?> { ["code"] = parts[0], ["status"] = status });

        Assert.Equal(parts[0], Assert.Single(response.Response.Errors).Code);
        Assert.Equal(status ?? 200, response.Facts.StatusCode);
        var ledger = await engine.ReadLedgerAsync();
        Assert.Equal(["missing", "good"], ledger.Requests.Select(request => request.State));
        Assert.Empty(ledger.Refreshes);
    }

    // The words may also mean a dead token.
    [NodeTheory]
    [Engines("AUTH_NOT_AUTHORIZED", "AUTH_NOT_AUTHORIZED 500", "UNAUTHORIZED")]
    public async Task A_field_that_may_be_forbidden_costs_one_refresh_for_all_calls(string name, string codeAndStatus)
    {
        var engine = await ResetAsync(name);
        using var session = await ConnectAsync(engine);
        var parts = codeAndStatus.Split(' ');
        int? status = parts.Length > 1 ? int.Parse(parts[1], null) : null;

        for (var call = 0; call < 5; call++)
        {
            var response = await RunAsync(
                session,
                "query($code: String!, $status: Int) { restricted(code: $code, status: $status) }",
                new Dictionary<string, object?> { ["code"] = parts[0], ["status"] = status });
            Assert.Equal(ErrorCodes.Forbidden, response.FirstError.ErrorCode);
            Assert.Equal(call == 0 ? 2 : 1, response.Facts.Attempts);
            await AssertIsAnsweredAsync(session);
        }

        Assert.Single((await engine.ReadLedgerAsync()).Refreshes);
    }
}
