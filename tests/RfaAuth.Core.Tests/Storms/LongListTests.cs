using RfaAuth.Core.Tests.GraphQL.Paging;
using RfaAuth.Sandbox.Services.Lists;

namespace RfaAuth.Core.Tests.Storms;

/// <summary>Long lists over real HTTP, whose token dies every few pages.</summary>
[Collection(OneStormAtATime.Name)]
public sealed class LongListTests
{
    private const string Segment = "query L($s: Int, $t: Int) { entries(skip: $s, take: $t) { items { number } pageInfo { hasNextPage } totalCount } }";
    private const string PaginatorWithFacts = "query L($p: Int, $l: Int) { Entries(page: $p, limit: $l) { data { number } total has_more_pages } }";

    [Theory]
    [InlineData(Segment, false)]
    [InlineData(PaginatorWithFacts, true)]
    public async Task Pages_fetched_in_parallel_lose_and_repeat_nothing_when_the_token_dies(string document, bool isToggle)
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { ListSize = 20_000, CostPerField = 0 });
        using var session = isToggle
            ? await Client.ConnectAsync(server.ToggleEndpoint, ToggleApi.Definition)
            : await Client.ConnectAsync(server.RfaEndpoint);
        var numbers = new List<long>();
        var pages = 0;

        await FollowAsync(session, document, new PagingOptions { PageSize = 100, ThrottleLimit = 8 }, page =>
        {
            numbers.AddRange(Numbers(page));
            // Sixteen pages may have been sent with a token before its end is known: none of them is to meet two such ends.
            if (++pages % 20 == 0)
                server.RevokeAccessTokens();
            return Task.CompletedTask;
        });

        Assert.Equal(Enumerable.Range(0, 20_000).Select(number => (long)number), numbers);
        Assert.All(server.Ledger.Refreshes, refresh => Assert.True(refresh.IsAccepted));
    }

    private static async Task FollowAsync(ApiSession session, string document, PagingOptions options, Func<ListPage, Task> write)
    {
        var operation = new GraphQLRequest(document);
        var list = ListSource.Choose(operation, null);
        await PageLoop.RunAsync(new Pager(operation, null, list, options), (request, token) => session.ExecuteAsync(request, new CallOptions { Values = list.ItemsAsText() }, token), write, options.ThrottleLimit, default)
            .WaitAsync(Client.Patience * 2);
    }

    private static IEnumerable<long> Numbers(ListPage page) => page.PlainItems().Select(item => (long)PlainValue.Member(item, "number")!);
}
