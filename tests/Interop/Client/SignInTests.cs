namespace Interop.Client;

public sealed class SignInTests(EnginesFixture engines) : ClientTests(engines)
{
    private const string HardPassword = "p\"a\\ss\n£日本";

    [NodeTheory, Engines]
    public async Task Red_Flag_Alert_is_signed_in_to_with_useManagementflow(string name)
    {
        var engine = await ResetAsync(name);

        using var session = await ConnectAsync(engine);
        await AssertIsAnsweredAsync(session);

        var ledger = await engine.ReadLedgerAsync();
        Assert.Equal(new SignInAttempt(Rfa, "userName", Engine.UserEmail, ManagementFlow: true, Accepted: true), Assert.Single(ledger.SignIns));
        Assert.Equal(
            [new PresentedToken(Rfa, null, null, "missing"), new PresentedToken(Rfa, "t1", Engine.UserEmail, "good")],
            ledger.Requests);
    }

    [NodeTheory, Engines]
    public async Task Red_Flag_Alert_is_signed_in_to_and_renewed_without_the_argument_in_legacy_mode(string name)
    {
        var engine = await ResetAsync(name);

        using var session = await ConnectAsync(engine, RfaLegacy);
        Assert.True(await RenewAsync(session));
        await AssertIsAnsweredAsync(session);

        var ledger = await engine.ReadLedgerAsync();
        Assert.Equal(new SignInAttempt(RfaLegacy, "userName", Engine.UserEmail, ManagementFlow: null, Accepted: true), Assert.Single(ledger.SignIns));
        Assert.Equal(new RefreshAttempt(RfaLegacy, ManagementFlow: null, Accepted: true), Assert.Single(ledger.Refreshes));
    }

    [NodeTheory, Engines(nameof(SignInBy.Auto), nameof(SignInBy.Email))]
    public async Task Toggle_is_signed_in_to_by_email(string name, string signInBy)
    {
        var engine = await ResetAsync(name);

        using var session = await ConnectAsync(engine, Toggle, Engine.UserEmail, api: ToggleApi.With(Enum.Parse<SignInBy>(signInBy)));
        await AssertIsAnsweredAsync(session);

        Assert.Equal(
            new SignInAttempt(Toggle, "email", Engine.UserEmail, ManagementFlow: null, Accepted: true),
            Assert.Single((await engine.ReadLedgerAsync()).SignIns));
    }

    [NodeTheory, Engines(nameof(SignInBy.Auto), nameof(SignInBy.UserName))]
    public async Task Toggle_is_signed_in_to_by_user_name(string name, string signInBy)
    {
        var engine = await ResetAsync(name);

        using var session = await ConnectAsync(engine, Toggle, Engine.UserName, api: ToggleApi.With(Enum.Parse<SignInBy>(signInBy)));
        await AssertIsAnsweredAsync(session);

        Assert.Equal(
            new SignInAttempt(Toggle, "username", Engine.UserName, ManagementFlow: null, Accepted: true),
            Assert.Single((await engine.ReadLedgerAsync()).SignIns));
    }

    [NodeTheory, Engines("X-Authorization", "Authorization", "x-authorization", "X-Authorization Authorization")]
    public async Task Toggles_token_is_taken_from_either_header(string name, string headers)
    {
        var engine = await ResetAsync(name);
        await engine.ChangeAsync(new { tokenHeaders = headers.Split(' ') });

        using var session = await ConnectAsync(engine, Toggle);
        await AssertIsAnsweredAsync(session);

        Assert.Equal("t1", (await engine.ReadLedgerAsync()).Requests[^1].Token);
    }

    [NodeTheory, Engines]
    public async Task A_Toggle_sign_in_without_a_token_header_failed(string name)
    {
        var engine = await ResetAsync(name);
        await engine.ChangeAsync(new { tokenHeaders = Array.Empty<string>() });

        var failure = await Assert.ThrowsAsync<RfaException>(() => ConnectAsync(engine, Toggle));

        Assert.Equal(ErrorCodes.SignInFailed, failure.ErrorCode);
    }

    [NodeTheory, Engines(Rfa, RfaLegacy, Toggle)]
    public async Task A_password_of_any_characters_signs_in(string name, string service)
    {
        var engine = await ResetAsync(name);
        await engine.ChangeAsync(new { password = HardPassword });

        using var session = await ConnectAsync(engine, service, password: HardPassword);

        await AssertIsAnsweredAsync(session);
    }

    [NodeTheory, Engines(Rfa, RfaLegacy, Toggle)]
    public async Task A_wrong_password_is_tried_once(string name, string service)
    {
        var engine = await ResetAsync(name);

        var failure = await Assert.ThrowsAsync<RfaException>(() => ConnectAsync(engine, service, password: "wrong"));

        Assert.Equal(ErrorCodes.CredentialRejected, failure.ErrorCode);
        Assert.False(Assert.Single((await engine.ReadLedgerAsync()).SignIns).Accepted);
    }

    // The engines answer a document that their schema does not know: nobody has looked at the password.
    [NodeTheory, Engines(Rfa, RfaLegacy)]
    public async Task The_wrong_sign_in_mode_is_no_rejected_credential(string name, string service)
    {
        var engine = await ResetAsync(name);
        var wrong = RedFlagAlertApi.With(service == Rfa ? SignInMode.Legacy : SignInMode.ManagementFlow);

        var failure = await Assert.ThrowsAsync<RfaException>(() => ConnectAsync(engine, service, api: wrong));

        Assert.Equal(ErrorCodes.SignInFailed, failure.ErrorCode);
        Assert.Empty((await engine.ReadLedgerAsync()).SignIns);
    }
}
