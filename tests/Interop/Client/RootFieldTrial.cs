namespace Interop.Client;

/// <summary>
/// Runs mutations of one to three root fields with a dead token, in each order of guarded and open, nullable and non-null fields, and
/// tells where the engine's counter says that the client was wrong.
/// </summary>
internal static class RootFieldTrial
{
    private static readonly string[] s_kinds = ["open", "openStrict", "guarded", "guardedStrict"];

    /// <summary>The orders: 4 of one field, 16 of two, 64 of three.</summary>
    private static IEnumerable<string[]> Orders =>
        from count in Enumerable.Range(1, 3)
        from number in Enumerable.Range(0, (int)Math.Pow(s_kinds.Length, count))
        select Enumerable.Range(0, count).Select(place => s_kinds[number / (int)Math.Pow(s_kinds.Length, place) % s_kinds.Length]).ToArray();

    public static async Task<IReadOnlyList<string>> RunAsync(ICountingEngine engine, ApiSession session)
    {
        var problems = new List<string>();
        foreach (var (form, order) in Orders.Index())
        {
            var query = Write(order, form % 4);
            // With a good token, and once before: mercurius compiles a text from its second request on.
            await engine.ChangeAsync(new CountingChange(Reset: true));
            Assert.Empty((await SendAsync(session, "{ ping }")).Errors);
            Assert.Empty((await SendAsync(session, query)).Errors);
            var counted = await engine.ChangeAsync(new CountingChange(Reset: true, Revoke: true));
            Assert.All(order.Index(), field => Assert.Equal(1, counted.Executed["f" + field.Index]));

            var response = await SendAsync(session, query);

            counted = await engine.ChangeAsync(new CountingChange());
            problems.AddRange(Judge(order, response, counted).Select(problem => $"{query}: {problem}"));
        }

        return problems;
    }

    private static IEnumerable<string> Judge(string[] order, CallResult response, Counted counted)
    {
        if (counted.Executed.Any(field => field.Value > 1))
            yield return "a field was executed twice";
        var isAnswered = response.Errors.Count == 0;
        if (isAnswered && counted.Executed.Count != order.Length)
            yield return "reported done, and a field was not executed";

        var guarded = order.Count(kind => kind.StartsWith("guarded", StringComparison.Ordinal));
        // Engines that give up at a non-null field name those before it.
        var areAllRefused = guarded == order.Length && !order.SkipLast(1).Contains("guardedStrict");
        if ((guarded == 0 || areAllRefused) && !isAnswered)
            yield return "not sent again although each field was refused";
        if (guarded > 0 && guarded < order.Length && (isAnswered || response.Facts.Attempts != 1))
            yield return "sent again although a field may have run";
        if (!isAnswered && response.FirstError is var error
            && (error.ErrorCode != ErrorCodes.Unauthorized || !error.Message.Contains("The mutation was not sent again: ", StringComparison.Ordinal)))
            yield return $"{error.ErrorCode}: {error.Message}";
    }

    /// <summary>The mutation, its fields under aliases: at the root, in a fragment, partly in a fragment, and each at two places.</summary>
    private static string Write(string[] order, int form)
    {
        var fields = order.Select((kind, index) => $"f{index}: {kind}(id: \"f{index}\")").ToArray();
        var all = string.Join(' ', fields);
        return form switch
        {
            0 => $"mutation {{ {all} }}",
            1 => $"mutation {{ ...Fields }} fragment Fields on Mutation {{ {all} }}",
            2 => $"mutation {{ {fields[0]} ... on Mutation {{ {string.Join(' ', fields[1..].DefaultIfEmpty("__typename"))} }} }}",
            _ => $"mutation {{ {all} ... {{ {all} }} }}",
        };
    }

    public static Task<CallResult> SendAsync(ApiSession session, string query) =>
        session.ExecuteAsync(new GraphQLRequest(query), new CallOptions(), CancellationToken.None);
}
