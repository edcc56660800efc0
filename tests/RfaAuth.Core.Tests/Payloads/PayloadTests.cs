namespace RfaAuth.Core.Tests.Payloads;

/// <summary>Every answer in this folder, through the client as it is: what it says of the token, and whether the operation goes out again.</summary>
public sealed class PayloadTests
{
    public static TheoryData<string> All => new(Payload.Names());

    [Fact]
    public void There_are_at_least_forty_and_each_class_is_among_them()
    {
        var payloads = Payload.Names().Select(Payload.Read).ToList();

        Assert.InRange(payloads.Count, 40, 1000);
        Assert.All(Enum.GetNames<AuthFailure>(), name => Assert.Contains(payloads, p => p.ExpectedClass == name));
        Assert.All(payloads, p => Assert.NotEmpty(p.Source));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task It_is_classified(string name)
    {
        var payload = Payload.Read(name);
        var exchange = await ExchangeAsync(payload);

        Assert.Equal(Enum.Parse<AuthFailure>(payload.ExpectedClass), exchange.AuthFailure);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_gate_lets_a_mutation_through_only_where_nothing_can_have_run(string name)
    {
        var payload = Payload.Read(name);
        var exchange = await ExchangeAsync(payload);
        var request = new GraphQLRequest(payload.Operation);

        Assert.Equal(payload.IsSentAgain, exchange.AuthFailure is AuthFailure.Unauthorized or AuthFailure.NotAuthorized && MutationGate.MayResend(request, exchange));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_call_is_sent_again_just_where_it_may_be(string name)
    {
        var payload = Payload.Read(name);
        var http = new StubHttp().Answer(200, Grant("signIn", "A1", "R1")).Answer(_ => Task.FromResult(Respond(payload)));
        if (payload.IsSentAgain)
            http.Answer(200, Grant("signInRefresh", "A2", "R2")).Answer(200, """{"data":{"second":"answer"}}""");
        // Faults in transport are not what this is about.
        var options = Options(http) with { MaximumRetryCount = 0 };
        using var session = await ApiSession.ConnectAsync(
            options, new SignInCredential("me", SecureText.Protect("secret")), NullCallLog.Instance, default);

        var (result, failure) = await TryAsync(() => session.ExecuteAsync(new GraphQLRequest(payload.Operation), new CallOptions(), default));

        http.AssertConsumed();
        Assert.Equal(payload.IsSentAgain, result?.Facts.TokenRenewed == true);
        Assert.Equal(payload.IsSentAgain ? 4 : 2, http.Requests.Count);
        Assert.True(result is not null || failure!.ErrorCode.Length > 0);
    }

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

    private static async Task<Exchange> ExchangeAsync(Payload payload)
    {
        var http = new StubHttp().Answer(_ => Task.FromResult(Respond(payload)));
        var options = Options(http);
        using var transport = new HttpTransport(options);
        var sender = new OperationSender(transport, (_, _) => new Redactor([]), options.Api.Complete, options.Api.CostMembers);
        return await sender.SendAsync(new GraphQLRequest(payload.Operation), [], "A1", new CallOptions(), default);
    }

    private static SessionOptions Options(StubHttp http) => new(RedFlagAlertApi.Definition, new Uri("https://service.example/graphql"))
    {
        Clock = new ManualClock(),
        HandlerFactory = () => http,
    };

    private static HttpResponseMessage Respond(Payload payload)
    {
        var headers = payload.Headers.Where(h => !h.Key.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)).Select(h => (h.Key, h.Value));
        return StubHttp.Create(
            payload.Status, Encoding.UTF8.GetBytes(payload.BodyText), payload.Headers.GetValueOrDefault("Content-Type", ""), headers.ToArray());
    }

    private static string Grant(string field, string access, string refresh) =>
        $"{{\"data\":{{\"{field}\":{{\"accessToken\":\"{access}\",\"refreshToken\":\"{refresh}\"}}}}}}";
}
