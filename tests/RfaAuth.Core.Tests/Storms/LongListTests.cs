using RfaAuth.Sandbox.Services.Lists;

namespace RfaAuth.Core.Tests.Storms;

/// <summary>Long lists over real HTTP, whose token dies every few pages.</summary>
[Collection(OneStormAtATime.Name)]
public sealed class LongListTests
{
    private const int Many = 100_000;

    private const string Segment = "query L($s: Int, $t: Int) { entries(skip: $s, take: $t) { items { number } pageInfo { hasNextPage } totalCount } }";
    private const string Connection = "query L($a: String, $f: Int) { entryConnection(after: $a, first: $f) { nodes { number } pageInfo { hasNextPage endCursor } } }";
    private const string Paginator = "query L($p: Int, $l: Int) { Entries(page: $p, limit: $l) { data { number } } }";
    private const string PaginatorWithFacts = "query L($p: Int, $l: Int) { Entries(page: $p, limit: $l) { data { number } total has_more_pages } }";

    [Theory]
    [InlineData(Segment, false)]
    [InlineData(Connection, false)]
    [InlineData(Paginator, true)]
    public async Task A_token_that_dies_every_few_pages_loses_and_repeats_nothing(string document, bool isToggle)
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { ListSize = Many, CostPerField = 0 });
        using var session = isToggle
            ? await Client.ConnectAsync(server.ToggleEndpoint, ToggleApi.Definition)
            : await Client.ConnectAsync(server.RfaEndpoint);
        var numbers = new List<long>();
        var pages = 0;

        await FollowAsync(session, document, new PagingOptions { PageSize = 1000 }, page =>
        {
            numbers.AddRange(Numbers(page));
            if (++pages % 7 == 0)
                server.RevokeAccessTokens();
            return Task.CompletedTask;
        });

        Assert.Equal(Enumerable.Range(0, Many).Select(number => (long)number), numbers);
        // Each refresh token was used once: one that is used again would have been refused.
        Assert.All(server.Ledger.Refreshes, refresh => Assert.True(refresh.IsAccepted));
        Assert.True(server.Ledger.Refreshes.Count + server.Ledger.SignIns.Count > 10);
    }

    [Theory]
    [InlineData(Segment, ListFault.AlwaysMore, 50)]
    [InlineData(Connection, ListFault.SameCursor, 10)]
    [InlineData(Segment, ListFault.IgnoresStart, 10)]
    [InlineData(Connection, ListFault.IgnoresStart, 10)]
    [InlineData(Paginator, ListFault.IgnoresStart, 10)]
    public async Task A_service_that_pages_badly_ends_the_list_with_an_error(string document, ListFault fault, int output)
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { ListSize = 50, ListFault = fault });
        using var session = document == Paginator
            ? await Client.ConnectAsync(server.ToggleEndpoint, ToggleApi.Definition)
            : await Client.ConnectAsync(server.RfaEndpoint);
        var count = 0;

        var exception = await Assert.ThrowsAsync<RfaException>(() => FollowAsync(session, document, new PagingOptions { PageSize = 10 }, page =>
        {
            count += page.Items.Count;
            return Task.CompletedTask;
        }));

        Assert.Equal((ErrorCodes.PagingLoop, output, output), (exception.ErrorCode, count, (int)exception.Place().ItemCount));
    }

    [Theory]
    [InlineData(Segment, ListFault.None)]
    [InlineData(Connection, ListFault.None)]
    [InlineData(Paginator, ListFault.None)]
    [InlineData(PaginatorWithFacts, ListFault.None)]
    [InlineData(Segment, ListFault.RefusesSize)]
    [InlineData(Connection, ListFault.RefusesSize)]
    [InlineData(Paginator, ListFault.RefusesSize)]
    public async Task A_service_that_gives_or_takes_less_than_asked_is_asked_for_the_rest(string document, ListFault fault)
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { ListSize = 500, ListCap = 30, ListFault = fault, CostPerField = 0 });
        using var session = document is Paginator or PaginatorWithFacts
            ? await Client.ConnectAsync(server.ToggleEndpoint, ToggleApi.Definition)
            : await Client.ConnectAsync(server.RfaEndpoint);

        foreach (var skip in new[] { 0, 70, 235 })
        {
            var numbers = new List<long>();
            await FollowAsync(session, document, new PagingOptions { Skip = (ulong)skip }, page =>
            {
                numbers.AddRange(Numbers(page));
                return Task.CompletedTask;
            });

            Assert.Equal(Enumerable.Range(skip, 500 - skip).Select(number => (long)number), numbers);
        }
    }

    [Theory]
    [InlineData(Segment, false)]
    [InlineData(PaginatorWithFacts, true)]
    public async Task Pages_side_by_side_lose_and_repeat_nothing_though_the_token_dies_on_the_way(string document, bool isToggle)
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
        using var pager = new Pager(operation, null, ListSource.Choose(operation, null), options);
        await PageLoop.RunAsync(pager, (request, token) => session.CallAsync(request, cancellationToken: token), write, options.ThrottleLimit, default)
            .WaitAsync(Client.Patience * 2);
    }

    private static IEnumerable<long> Numbers(ListPage page) => page.Items.Select(item => (long)((IReadOnlyDictionary<string, object?>)item!)["number"]!);
}
