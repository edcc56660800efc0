namespace RfaAuth.Core.Tests.Payloads;

/// <summary>Each recorded answer, read by the client: what it says of the token, and whether the operation is sent again.</summary>
public sealed class PayloadTests
{
    public static TheoryData<string> All => new(RecordedAnswer<ExpectedCall>.Names("Payloads"));

    [Fact]
    public void The_recorded_answers_have_each_meaning_for_the_token()
    {
        var payloads = All.Select(name => Read(name)).ToList();

        Assert.InRange(payloads.Count, 40, 1000);
        Assert.All(Enum.GetValues<AuthFailure>(), meaning => Assert.Contains(payloads, p => p.Expected.AuthFailure == meaning));
        Assert.All(payloads, p => Assert.NotEmpty(p.Source));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task An_answer_says_whether_the_token_is_dead_and_whether_a_mutation_may_be_sent_again(string name)
    {
        var payload = Read(name);
        var options = Options(new StubHttp().Answer(_ => Task.FromResult(payload.Respond())));
        using var transport = new HttpTransport(options);
        var sender = new OperationSender(transport, (_, _) => new Redactor([]), options.Api.Complete, options.Api.CostMembers);
        var request = new GraphQLRequest(payload.Operation!);

        var exchange = await sender.SendAsync(request, [], "A1", new CallOptions(), default);

        Assert.Equal(payload.Expected.AuthFailure, exchange.AuthFailure);
        Assert.Equal(
            payload.Expected.IsSentAgain,
            exchange.AuthFailure is AuthFailure.Unauthorized or AuthFailure.NotAuthorized && MutationGate.MayResend(request, exchange));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_call_is_sent_again_only_where_the_answer_allows_it(string name)
    {
        var payload = Read(name);
        var http = new StubHttp().Answer(200, Grant("signIn", "A1", "R1")).Answer(_ => Task.FromResult(payload.Respond()));
        if (payload.Expected.IsSentAgain)
            http.Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, """{"data":{"second":"answer"}}""");
        // Repetitions after a fault of the connection are tested elsewhere.
        var options = Options(http) with { MaximumRetryCount = 0 };
        using var session = await ApiSession.ConnectAsync(
            options, new SignInCredential("me", SecureText.Protect("secret")), NullCallLog.Instance, default);

        var (result, failure) = await TryAsync(() => session.ExecuteAsync(new GraphQLRequest(payload.Operation!), new CallOptions(), default));

        http.AssertConsumed();
        Assert.Equal(payload.Expected.IsSentAgain, result?.Facts.TokenRenewed == true);
        Assert.Equal(payload.Expected.IsSentAgain ? 4 : 2, http.Requests.Count);
        Assert.True(result is not null || failure!.ErrorCode.Length > 0);
    }

    private static RecordedAnswer<ExpectedCall> Read(string name) => RecordedAnswer<ExpectedCall>.Read("Payloads", name);

    private static async Task<(CallResult? Result, RfaException? Failure)> TryAsync(Func<Task<CallResult>> run)
    {
        try
        {
            return (await run(), null);
        }
        catch (RfaException exception)
        {
            return (null, exception);
        }
    }

    private static SessionOptions Options(StubHttp http) => new(RedFlagAlertApi.Definition, new Uri("https://service.example/graphql"))
    {
        Clock = new ManualClock(),
        HandlerFactory = () => http,
    };

    private static string Grant(string field, string access, string refresh) =>
        $"{{\"data\":{{\"{field}\":{{\"accessToken\":\"{access}\",\"refreshToken\":\"{refresh}\"}}}}}}";
}
