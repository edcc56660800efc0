namespace Interop.Client;

/// <summary>On engines as they are, behind both ways to sign in: nothing is executed more often than it was asked for.</summary>
[Collection(SharedEngines.Name)]
public sealed class RootFieldTests(EnginesFixture engines)
{
    private const string Two = "mutation { a: guardedStrict(id: \"a\") b: open(id: \"b\") }";

    public static IEnumerable<object[]> NodeEngines =>
        from engine in new[] { "yoga", "apollo", "mercurius", "mercurius-jit", "graphql-http", "grafast" }
        from service in new[] { "rfa", "toggle" }
        select new object[] { engine, service };

    [NodeTheory, MemberData(nameof(NodeEngines))]
    public async Task No_root_field_is_executed_twice_in_any_order(string name, string service)
    {
        var engine = new NodeCountingEngine(engines.AsTheyAre, name);
        using var session = await ConnectAsync(engine, service);

        Assert.Empty(await RootFieldTrial.RunAsync(engine, session));
    }

    [Theory, InlineData("rfa"), InlineData("toggle")]
    public async Task No_root_field_is_executed_twice_on_GraphQL_NET(string service)
    {
        await using var engine = await GraphQLDotNetEngine.StartAsync();
        using var session = await ConnectAsync(engine, service);

        Assert.Empty(await RootFieldTrial.RunAsync(engine, session));
    }

    // graphql-http and Grafast turn the refusal into HTTP 500, which says nothing about a token; Grafast keeps Toggle's word.
    [NodeTheory]
    [InlineData("yoga", "rfa", true)]
    [InlineData("yoga", "toggle", true)]
    [InlineData("apollo", "rfa", true)]
    [InlineData("apollo", "toggle", true)]
    [InlineData("mercurius", "rfa", true)]
    [InlineData("mercurius-jit", "toggle", true)]
    [InlineData("grafast", "rfa", false)]
    [InlineData("grafast", "toggle", true)]
    [InlineData("graphql-http", "rfa", false)]
    [InlineData("graphql-http", "toggle", false)]
    public async Task A_mutation_that_was_refused_as_a_whole_is_sent_again(string name, string service, bool isSentAgain) =>
        await AssertWholeAsync(new NodeCountingEngine(engines.AsTheyAre, name), service, isSentAgain);

    [Theory, InlineData("rfa"), InlineData("toggle")]
    public async Task A_mutation_that_was_refused_as_a_whole_is_sent_again_on_GraphQL_NET(string service)
    {
        await using var engine = await GraphQLDotNetEngine.StartAsync();
        await AssertWholeAsync(engine, service, isSentAgain: true);
    }

    private static async Task AssertWholeAsync(ICountingEngine engine, string service, bool isSentAgain)
    {
        using var session = await ConnectAsync(engine, service);
        await engine.ChangeAsync(new CountingChange(Reset: true, Revoke: true, CheckIn: "context"));

        var isAnswered = false;
        try
        {
            isAnswered = (await RootFieldTrial.SendAsync(session, Two)).Errors.Count == 0;
        }
        catch (RfaException exception)
        {
            Assert.Equal(ErrorCodes.OutcomeUnknown, exception.ErrorCode);
        }

        var counted = await engine.ChangeAsync(new CountingChange());
        Assert.Equal(isSentAgain, isAnswered);
        Assert.Equal(isSentAgain ? ["a", "b"] : [], counted.Executed.Keys.Order());
        Assert.All(counted.Executed.Values, times => Assert.Equal(1, times));
    }

    private static async Task<ApiSession> ConnectAsync(ICountingEngine engine, string service)
    {
        await engine.ChangeAsync(new CountingChange(Reset: true));
        ServiceDefinition api = service == "toggle" ? ToggleApi.With(SignInBy.Auto) : RedFlagAlertApi.With(SignInMode.ManagementFlow);
        return await ApiSession.ConnectAsync(
            new SessionOptions(api, engine.EndpointOf(service)),
            new SignInCredential(Engine.UserEmail, ClientTests.Secure(Engine.Password)),
            NullCallLog.Instance,
            CancellationToken.None);
    }
}
