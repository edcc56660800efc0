namespace Interop.Client;

/// <summary>
/// A mutation whose token is refused is sent again only where nothing of it can have run.
/// The engines' ledger is the judge: it counts what ran.
/// </summary>
public sealed class MutationGateTests(EnginesFixture engines) : MutationTests(engines)
{
    [NodeTheory]
    [Engines(
        "http-empty", "http-html", "http-json", "context", "context-401", "hotchocolate-200", "hotchocolate-400",
        "hotchocolate-500", "each-field", "each-field-401", "first-field", "first-field-401", "toggle")]
    public async Task A_single_field_refused_before_it_ran_is_sent_again(string name, string shape)
    {
        var (engine, session) = await DeadTokenAsync(name, shape);
        using var _ = session;

        var response = await RunAsync(session, One);

        Assert.Empty(response.Errors);
        Assert.Equal(1L, At(response.Response, "adjust", "value"));
        Assert.Equal((2, true), (response.Facts.Attempts, response.Facts.TokenRenewed));
        await AssertRanAsync(engine, 1);
    }

    [NodeTheory, Engines("nested-field", "nested-field-401")]
    public async Task A_field_that_ran_and_was_refused_further_down_is_not_sent_again(string name, string shape)
    {
        var (engine, session) = await DeadTokenAsync(name, shape);
        using var _ = session;

        var response = await RunAsync(session, One);

        Assert.Equal(["adjust", "owner", "email"], Assert.Single(response.Response.Errors).Path);
        Assert.Equal(1L, At(response.Response, "adjust", "value"));
        Assert.Equal(1, response.Facts.Attempts);
        await AssertRanAsync(engine, 1);
    }

    // The null of the refused leaf climbs up to the root: the answer has no data, and yet the mutation ran.
    [NodeTheory, Engines("nested-field", "nested-field-401")]
    public async Task A_field_that_ran_and_whose_data_is_lost_is_not_sent_again(string name, string shape)
    {
        foreach (var mutation in new[] { "adjust", "adjustStrict" })
        {
            var (engine, session) = await DeadTokenAsync(name, shape);
            using var _ = session;

            var response = await RunAsync(session, $"mutation {{ {mutation}(card: \"c\", value: 1) {{ owner {{ strictEmail }} }} }}");

            Assert.Single(response.Errors);
            Assert.False(response.Response.HasData);
            await AssertRanAsync(engine, 1);
        }
    }

    [NodeTheory, Engines("http-empty", "each-field", "each-field-401")]
    public async Task Two_fields_that_were_both_refused_are_sent_again(string name, string shape)
    {
        var (engine, session) = await DeadTokenAsync(name, shape);
        using var _ = session;

        var response = await RunAsync(session, Two);

        Assert.Empty(response.Errors);
        Assert.Equal(2L, At(response.Response, "b", "value"));
        await AssertRanAsync(engine, 1, 2);
    }

    // Neither data nor a place: the request was refused before any field was looked at.
    [NodeTheory, Engines("context", "context-401", "hotchocolate-200", "hotchocolate-500")]
    public async Task Two_fields_of_a_request_that_was_refused_as_a_whole_are_sent_again(string name, string shape)
    {
        var (engine, session) = await DeadTokenAsync(name, shape);
        using var _ = session;

        var response = await RunAsync(session, Two);

        Assert.Empty(response.Errors);
        Assert.Equal((2, true), (response.Facts.Attempts, response.Facts.TokenRenewed));
        await AssertRanAsync(engine, 1, 2);
    }

    // These two engines do not run the second field, but others do and give the same answer.
    [NodeTheory, Engines("first-field", "first-field-401")]
    public async Task A_refused_first_field_that_took_all_data_with_it_is_not_sent_again(string name, string shape)
    {
        var (engine, session) = await DeadTokenAsync(name, shape);
        using var _ = session;

        var response = await RunAsync(session, TwoStrict);

        Assert.Equal(["a"], Assert.Single(response.Response.Errors).Path);
        Assert.Equal(1, response.Facts.Attempts);
        await AssertRanAsync(engine);
        Assert.Empty((await RunAsync(session, TwoStrict)).Errors);
        await AssertRanAsync(engine, 1, 2);
    }

    [NodeTheory, Engines("first-field", "first-field-401")]
    public async Task A_refused_first_field_is_not_sent_again_when_the_second_ran(string name, string shape)
    {
        var (engine, session) = await DeadTokenAsync(name, shape);
        using var _ = session;

        var response = await RunAsync(session, Two);

        Assert.Equal(["a"], Assert.Single(response.Response.Errors).Path);
        Assert.Equal(2L, At(response.Response, "b", "value"));
        await AssertRanAsync(engine, 2);
    }

    [NodeTheory, Engines("first-field", "first-field-401")]
    public async Task A_refused_first_field_is_not_sent_again_when_the_second_ran_and_answered_null(string name, string shape)
    {
        var (engine, session) = await DeadTokenAsync(name, shape);
        using var _ = session;

        var response = await RunAsync(
            session,
            "mutation { a: adjust(card: \"c\", value: 1) { value } b: adjustSilently(card: \"c\", value: 2) { value } }");

        Assert.Equal(["a"], Assert.Single(response.Response.Errors).Path);
        Assert.False(response.Response.HasData);
        await AssertRanAsync(engine, 2);
    }

    [NodeTheory, Engines("second-field", "second-field-401", "second-field-500-without-data")]
    public async Task A_refused_second_field_is_not_sent_again(string name, string shape)
    {
        foreach (var mutation in new[] { Two, TwoStrict })
        {
            var (engine, session) = await DeadTokenAsync(name, shape);
            using var _ = session;

            var response = await RunAsync(session, mutation);

            Assert.Equal(["b"], Assert.Single(response.Response.Errors).Path);
            Assert.Equal(1, response.Facts.Attempts);
            await AssertRanAsync(engine, 1);
        }
    }

    // The third field must not be null, so its refusal takes the data of the second with it.
    [NodeTheory, Engines("first-and-third-field")]
    public async Task A_field_that_ran_between_two_refused_ones_is_not_run_again(string name, string shape)
    {
        var (engine, session) = await DeadTokenAsync(name, shape);
        using var _ = session;

        await RunAsync(
            session,
            "mutation { a: adjust(card: \"c\", value: 1) { value } b: adjust(card: \"c\", value: 2) { value } c: adjustStrict(card: \"c\", value: 3) { value } }");

        await AssertRanAsync(engine, 2);
    }
}
