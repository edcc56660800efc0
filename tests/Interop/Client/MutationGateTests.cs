namespace Interop.Client;

/// <summary>
/// A mutation whose token is refused is sent again only where nothing of it can have run.
/// The engines' ledger is the judge: it counts what ran.
/// </summary>
public sealed class MutationGateTests(EnginesFixture engines) : MutationTests(engines)
{
    // The null of the refused leaf climbs up to the root: the answer has no data, and yet the mutation ran.
    private const string Leaf = "mutation { adjust(card: \"c\", value: 1) { owner { strictEmail } } }";
    private const string StrictLeaf = "mutation { adjustStrict(card: \"c\", value: 1) { owner { strictEmail } } }";

    private const string SilentSecond =
        "mutation { a: adjust(card: \"c\", value: 1) { value } b: adjustSilently(card: \"c\", value: 2) { value } }";

    // The third field must not be null, so its refusal takes the data of the second with it.
    private const string StrictThird =
        "mutation { a: adjust(card: \"c\", value: 1) { value } b: adjust(card: \"c\", value: 2) { value } c: adjustStrict(card: \"c\", value: 3) { value } }";

    private static readonly string[] s_first = ["first-field", "first-field-401"];
    private static readonly string[] s_second = ["second-field", "second-field-401", "second-field-500-without-data"];
    private static readonly string[] s_nested = ["nested-field", "nested-field-401"];

    /// <summary>Engine, shape of the refusal, mutation, the path of its only error (null: there are several), what ran, whether there is data.</summary>
    public static IEnumerable<object?[]> Held =>
        from row in new (string[] Shapes, string Mutation, object[]? Path, long[] Ran, bool HasData)[]
        {
            (s_nested, One, ["adjust", "owner", "email"], [1], true),
            (s_nested, Leaf, ["adjust", "owner", "strictEmail"], [1], false),
            (s_nested, StrictLeaf, ["adjustStrict", "owner", "strictEmail"], [1], false),
            (s_first, Two, ["a"], [2], true),
            (s_first, SilentSecond, ["a"], [2], false),
            // These two engines do not run the second field, but others do and give the same answer.
            (s_first, TwoStrict, ["a"], [], false),
            (s_second[..2], Two, ["b"], [1], true),
            (s_second[2..], Two, ["b"], [1], false),
            (s_second, TwoStrict, ["b"], [1], false),
            (["first-and-third-field"], StrictThird, null, [2], false),
        }
        from engine in EnginesAttribute.All
        from shape in row.Shapes
        select new object?[] { engine, shape, row.Mutation, row.Path, row.Ran, row.HasData };

    [NodeTheory]
    [Engines(
        "http-empty", "http-html", "http-json", "context", "context-401", "hotchocolate-200", "hotchocolate-400",
        "hotchocolate-500", "each-field", "each-field-401", "first-field", "first-field-401", "toggle")]
    public async Task A_mutation_with_one_refused_field_is_sent_again(string name, string shape) =>
        await AssertSentAgainAsync(name, shape, One, 1);

    // Both were refused, or the request was as a whole before any field was looked at.
    [NodeTheory]
    [Engines("http-empty", "each-field", "each-field-401", "context", "context-401", "hotchocolate-200", "hotchocolate-500")]
    public async Task A_mutation_with_two_refused_fields_is_sent_again(string name, string shape) =>
        await AssertSentAgainAsync(name, shape, Two, 1, 2);

    [NodeTheory, MemberData(nameof(Held))]
    public async Task A_mutation_with_a_field_that_may_have_run_is_not_sent_again(
        string name, string shape, string mutation, object[]? path, long[] ran, bool hasData)
    {
        var (engine, session) = await DeadTokenAsync(name, shape);
        using var _ = session;

        var response = await RunAsync(session, mutation);

        Assert.Equal((1, hasData), (response.Facts.Attempts, response.Response.HasData));
        if (path is not null)
            Assert.Equal(path, Assert.Single(response.Response.Errors).Path);
        await AssertRanAsync(engine, ran);
    }

    [NodeTheory, Engines]
    public async Task The_next_call_after_a_mutation_that_was_not_sent_again_has_a_new_token(string name)
    {
        var (engine, session) = await DeadTokenAsync(name, "first-field");
        using var _ = session;
        await RunAsync(session, TwoStrict);

        Assert.Empty((await RunAsync(session, TwoStrict)).Errors);
        await AssertRanAsync(engine, 1, 2);
    }

    private async Task AssertSentAgainAsync(string name, string shape, string mutation, params long[] ran)
    {
        var (engine, session) = await DeadTokenAsync(name, shape);
        using var _ = session;

        var response = await RunAsync(session, mutation);

        Assert.Empty(response.Errors);
        Assert.Equal((2, true), (response.Facts.Attempts, response.Facts.TokenRenewed));
        Assert.Equal(ran[^1], At(response.Response, mutation == One ? "adjust" : "b", "value"));
        await AssertRanAsync(engine, ran);
    }
}
