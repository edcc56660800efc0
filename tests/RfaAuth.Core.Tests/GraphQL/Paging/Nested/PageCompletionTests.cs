using RfaAuth.Core.GraphQL.Paging.Nested;
using RfaAuth.Core.GraphQL.Paging.Shapes;

namespace RfaAuth.Core.Tests.GraphQL.Paging.Nested;

/// <summary>Several items of a page at once, each with a list of two pages.</summary>
public sealed class PageCompletionTests
{
    // For what comes at once, unless it is broken.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private static readonly GraphQLRequest s_request = new(
        "query($s: Int, $t: Int, $x: String) { l(skip: $s, take: $t) { items { id f(after: $x) { nodes pageInfo { hasNextPage endCursor } } } } }");

    private static readonly ListSource s_source = ListSource.Choose(s_request, null, isNested: true);

    [Fact]
    public async Task No_more_requests_run_at_once_than_the_limit()
    {
        var opened = new TaskCompletionSource();
        var requests = 0;

        var run = CompleteAsync(5, 2, async (request, _) =>
        {
            Interlocked.Increment(ref requests);
            await opened.Task;
            return SecondPage(request);
        });
        Assert.Equal(2, requests);
        opened.SetResult();

        Assert.Equal(Enumerable.Range(0, 5).Select(id => $$$$"""{"id":{{{{id}}}},"f":{"nodes":[1,2],"pageInfo":{"hasNextPage":false}}}"""), (await run).Items.Select(RawTree.Compact));
        Assert.Equal(5, requests);
    }

    [Fact]
    public async Task After_the_failure_of_one_item_the_other_requests_are_stopped_and_waited_for()
    {
        var stopped = new TaskCompletionSource();
        var mayEnd = new TaskCompletionSource();

        var run = CompleteAsync(2, 2, async (request, token) =>
        {
            if (Convert.ToInt32(request.Variables!["s"], CultureInfo.InvariantCulture) == 0)
                throw new RfaException(ErrorCodes.Forbidden, "No.");
            using var registration = token.Register(stopped.SetResult);
            await mayEnd.Task;
            throw new OperationCanceledException();
        });
        await stopped.Task.WaitAsync(s_patience);
        Assert.False(run.IsCompleted);
        mayEnd.SetResult();

        Assert.Equal(ErrorCodes.Forbidden, (await Assert.ThrowsAsync<RfaException>(() => run)).ErrorCode);
    }

    [Fact]
    public async Task The_page_has_the_errors_of_all_its_items_after_its_own()
    {
        var page = await CompleteAsync(3, 1, (request, _) => Task.FromResult(SecondPage(request, $"error of {request.Variables!["s"]}")), "error of the page");

        Assert.Equal(["error of the page", "error of 0", "error of 1", "error of 2"], page.Result.Errors.Select(error => error.Message));
    }

    private static async Task<ListPage> CompleteAsync(int count, int limit, Func<GraphQLRequest, CancellationToken, Task<CallResult>> send, string? error = null)
    {
        var items = Enumerable.Range(0, count).Select(id => RawJson.Of(Item(id, 1, """{"hasNextPage":true,"endCursor":"a"}""")));
        var page = new ListPage([.. items], ListAnswers.Read(s_source, "{" + Errors(error) + "\"data\":{\"l\":null}}")) { PlaceOf = index => new OffsetPosition(index) };
        return (await PageCompletion.RunAsync(NestedLists.Find(s_request, s_source), page, send, limit, default)).Page;
    }

    private static CallResult SecondPage(GraphQLRequest request, string? error = null) => ListAnswers.Read(
        s_source, "{" + Errors(error) + "\"data\":{\"l\":{\"items\":[" + Item(request.Variables!["s"], 2, """{"hasNextPage":false}""") + "]}}}");

    private static string Item(object? id, int node, string pageInfo) => $$$$"""{"id":{{{{id}}}},"f":{"nodes":[{{{{node}}}}],"pageInfo":{{{{pageInfo}}}}}}""";

    private static string Errors(string? message) => message is null ? "" : $$"""
        "errors":[{"message":"{{message}}"}],
        """;
}
