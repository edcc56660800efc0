namespace RfaAuth.Core.Tests.Payloads;

/// <summary>Each recorded answer to a sign-in, read by the client: whether the credential is rejected, and whether the refresh token is dead.</summary>
public sealed class SignInPayloadTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly StubHttp _http = new();

    public static TheoryData<string> All => new(RecordedAnswer<ExpectedSignIn>.Names("SignIns"));

    public void Dispose() => _http.Dispose();

    [Fact]
    public void The_recorded_sign_ins_have_each_outcome()
    {
        var payloads = All.Select(name => Read(name)).ToList();

        Assert.InRange(payloads.Count, 60, 1000);
        Assert.All([ErrorCodes.CredentialRejected, ErrorCodes.SignInFailed], code => Assert.Contains(payloads, p => p.Expected.SignIn == code));
        Assert.All(["Refused", "NotTaken", "Unclear", "Ambiguous"], outcome => Assert.Contains(payloads, p => p.Expected.Refresh == outcome));
        Assert.All(payloads, p => Assert.NotEmpty(p.Source));
        Assert.All(payloads, p => Assert.Equal(p.Expected.Refresh == "Refused", p.Expected.SignIn == ErrorCodes.CredentialRejected));
    }

    [Theory]
    [MemberData(nameof(All))]
    public Task A_sign_in_to_Red_Flag_Alert_ends_in_the_recorded_error(string name) => SignInAsync(name, RedFlagAlertApi.Definition, "signIn");

    [Theory]
    [MemberData(nameof(All))]
    public Task A_sign_in_to_Toggle_ends_in_the_recorded_error(string name) => SignInAsync(name, ToggleApi.Definition, "loginUser");

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_refresh_token_is_refused_kept_or_in_doubt_as_recorded(string name)
    {
        var payload = Read(name);
        _http.Answer(_ => Task.FromResult(payload.Respond("signInRefresh")));
        var options = Options(RedFlagAlertApi.Definition);
        using var transport = new HttpTransport(options);
        var sender = new OperationSender(transport, (_, _) => new Redactor([]), options.Api.Complete, options.Api.CostMembers);
        var meter = new SessionMeter(_clock);
        var issuer = new TokenIssuer(options, null, sender, new Pacing(_clock, 0, options.Api.Cost, meter), meter, NullCallLog.Instance);

        var result = await issuer.RefreshAsync("R1", default);

        Assert.Equal(payload.Expected.Refresh, result.Outcome.ToString());
        Assert.NotNull(result.Fault);
        _http.AssertConsumed();
    }

    private static RecordedAnswer<ExpectedSignIn> Read(string name) => RecordedAnswer<ExpectedSignIn>.Read("SignIns", name);

    private async Task SignInAsync(string name, ServiceDefinition api, string field)
    {
        var payload = Read(name);
        _http.Answer(_ => Task.FromResult(payload.Respond(field)));

        var failure = await Assert.ThrowsAsync<RfaException>(() => ApiSession.ConnectAsync(
            Options(api), new SignInCredential("me", SecureText.Protect("hunter22")), NullCallLog.Instance, default));

        Assert.Equal((payload.Expected.SignIn, payload.Expected.IsRetryable), (failure.ErrorCode, failure.IsRetryable));
        Assert.Equal(payload.Expected.RetryAfter, failure.RetryAfter?.TotalSeconds);
        _http.AssertConsumed();
    }

    private SessionOptions Options(ServiceDefinition api) => new(api, new Uri("https://service.example/graphql"))
    {
        Clock = _clock,
        HandlerFactory = () => _http,
        // Repetitions are tested elsewhere.
        MaximumRetryCount = 0,
    };
}
