namespace RfaAuth.Core.Tests.Payloads;

/// <summary>Every answer in the folder SignIns, through the client as it is: which sign-in is a refusal, and which refresh token is dead.</summary>
public sealed class SignInPayloadTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly StubHttp _http = new();

    public static TheoryData<string> All => new(SignInPayload.Names());

    public void Dispose() => _http.Dispose();

    [Fact]
    public void There_are_at_least_sixty_and_each_verdict_is_among_them()
    {
        var payloads = SignInPayload.Names().Select(SignInPayload.Read).ToList();

        Assert.InRange(payloads.Count, 60, 1000);
        Assert.All([ErrorCodes.CredentialRejected, ErrorCodes.SignInFailed], code => Assert.Contains(payloads, p => p.SignIn == code));
        Assert.All(["Refused", "NotTaken", "Unclear", "Ambiguous"], outcome => Assert.Contains(payloads, p => p.Refresh == outcome));
        Assert.All(payloads, p => Assert.NotEmpty(p.Source));
        Assert.All(payloads, p => Assert.Equal(p.Refresh == "Refused", p.SignIn == ErrorCodes.CredentialRejected));
    }

    [Theory]
    [MemberData(nameof(All))]
    public Task A_sign_in_to_Red_Flag_Alert_ends_as_it_says(string name) => SignInAsync(name, RedFlagAlertApi.Definition, "signIn");

    [Theory]
    [MemberData(nameof(All))]
    public Task A_sign_in_to_Toggle_ends_as_it_says(string name) => SignInAsync(name, ToggleApi.Definition, "loginUser");

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_refresh_token_becomes_what_it_says(string name)
    {
        var payload = SignInPayload.Read(name);
        _http.Answer(_ => Task.FromResult(payload.Respond("signInRefresh")));
        var options = Options(RedFlagAlertApi.Definition);
        using var transport = new HttpTransport(options);
        var sender = new OperationSender(transport, (_, _) => new Redactor([]), options.Api.Complete, options.Api.CostMembers);
        var meter = new SessionMeter(_clock);
        var issuer = new TokenIssuer(options, null, sender, new Pacing(_clock, 0, options.Api.Cost, meter), meter, NullCallLog.Instance);

        var result = await issuer.RefreshAsync("R1", default);

        Assert.Equal(payload.Refresh, result.Outcome.ToString());
        Assert.NotNull(result.Fault);
        _http.AssertConsumed();
    }

    private async Task SignInAsync(string name, ServiceDefinition api, string field)
    {
        var payload = SignInPayload.Read(name);
        _http.Answer(_ => Task.FromResult(payload.Respond(field)));

        var failure = await Assert.ThrowsAsync<RfaException>(() => ApiSession.ConnectAsync(
            Options(api), new SignInCredential("me", SecureText.Protect("hunter22")), NullCallLog.Instance, default));

        Assert.Equal((payload.SignIn, payload.IsRetryable), (failure.ErrorCode, failure.IsRetryable));
        Assert.Equal(payload.RetryAfter, failure.RetryAfter?.TotalSeconds);
        _http.AssertConsumed();
    }

    private SessionOptions Options(ServiceDefinition api) => new(api, new Uri("https://service.example/graphql"))
    {
        Clock = _clock,
        HandlerFactory = () => _http,
        // What is repeated is for others to see.
        MaximumRetryCount = 0,
    };
}
