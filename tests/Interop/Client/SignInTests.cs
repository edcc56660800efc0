namespace Interop.Client;

public sealed class SignInTests(EnginesFixture engines) : ClientTests(engines)
{
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
    public async Task The_wrong_sign_in_mode_is_not_CredentialRejected(string name, string service)
    {
        var engine = await ResetAsync(name);
        var wrong = RedFlagAlertApi.With(service == Rfa ? SignInMode.Legacy : SignInMode.ManagementFlow);

        var failure = await Assert.ThrowsAsync<RfaException>(() => ConnectAsync(engine, service, api: wrong));

        Assert.Equal(ErrorCodes.SignInFailed, failure.ErrorCode);
        Assert.Empty((await engine.ReadLedgerAsync()).SignIns);
    }
}
