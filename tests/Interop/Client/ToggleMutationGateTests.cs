namespace Interop.Client;

/// <summary>The mutation gate on Toggle, whose errors have neither a code nor a path and whose answers then have no data.</summary>
public sealed class ToggleMutationGateTests(EnginesFixture engines) : MutationTests(engines)
{
    [NodeTheory, Engines]
    public async Task A_refused_mutation_of_Toggle_is_sent_again_after_a_sign_in(string name)
    {
        foreach (var (mutation, ran) in new (string, long[])[] { (One, [1]), (Two, [1, 2]) })
        {
            var (engine, session) = await DeadTokenAsync(name, "toggle", Toggle);
            using var _ = session;

            Assert.Empty((await RunAsync(session, mutation)).Errors);
            await AssertRanAsync(engine, ran);
        }
    }

    // Toggle gives no path and no data: only the location says which field was refused.
    [NodeTheory]
    [Engines(
        "mutation{a:adjust(card:\"c\",value:1){value} b:adjust(card:\"c\",value:2){value}}",
        "mutation\r\n{\r\n  # a comment: {\r\n  a:adjust(card:\"c\",value:1){value}\r\n\r\n  b:adjust(card:\"c\",value:2){value}\r\n}",
        "mutation\r{\r  a:adjust(card:\"\"\"\r  }\r  \"\"\",value:1){value}\r  b:adjust(card:\"c\",value:2){value}\r}",
        "mutation { a:adjust(card:\"\U0001F4B3 \\\" {\",value:1){value} b:adjust(card:\"c\",value:2){value}}",
        "mutation { ...Both } fragment Both on Mutation { a:adjust(card:\"c\",value:1){value} b:adjust(card:\"c\",value:2){value} }",
        "fragment B on Mutation { b:adjust(card:\"c\",value:2){value} } mutation { a:adjust(card:\"c\",value:1){value} ... on Mutation { ...B } }")]
    public async Task A_refused_second_field_of_Toggle_is_recognised_by_its_location(string name, string mutation)
    {
        var (engine, session) = await DeadTokenAsync(name, "toggle-second-field", Toggle);
        using var _ = session;

        Assert.Single((await RunAsync(session, mutation)).Errors);
        await AssertRanAsync(engine, 1);
    }

    [NodeTheory]
    [Engines(
        "mutation{a:adjustStrict(card:\"c\",value:1){value} b:adjust(card:\"c\",value:2){value}}",
        "mutation\r\n{\r\n  # a comment: {\r\n  a:adjustStrict(card:\"c\",value:1){value}\r\n\r\n  b:adjust(card:\"c\",value:2){value}\r\n}",
        "query Q { echo } mutation M { ...Both } fragment Both on Mutation { a:adjustStrict(card:\"c\",value:1){value} b:adjust(card:\"c\",value:2){value} }")]
    public async Task A_refused_first_field_of_Toggle_leaves_the_second_unknown(string name, string mutation)
    {
        var (engine, session) = await DeadTokenAsync(name, "toggle-first-field", Toggle);
        using var _ = session;
        var request = new GraphQLRequest(mutation, mutation.StartsWith("query", StringComparison.Ordinal) ? "M" : null);

        var response = await session.ExecuteAsync(request, new CallOptions(), CancellationToken.None);

        Assert.Single(response.Errors);
        Assert.Equal(1, response.Facts.Attempts);
        await AssertRanAsync(engine);
    }
}
