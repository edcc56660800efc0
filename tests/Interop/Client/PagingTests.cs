using RfaAuth.Core.GraphQL.Paging.Nested;

namespace Interop.Client;

/// <summary>Lists of engines that nobody here wrote, in every shape.</summary>
public sealed class PagingTests(EnginesFixture engines) : ClientTests(engines), IAsyncDisposable
{
    private GraphQLDotNetLists? _lists;

    private const string Segment =
        "query($skip: Int!, $take: Int!) { companies(skip: $skip, take: $take) { items { company_number } pageInfo { hasNextPage } totalCount } }";

    // As the manual of `gh api graphql --paginate` has them.
    private const string Connection =
        "query($endCursor: String) { companyConnection(first: 7, after: $endCursor) { nodes { company_number } pageInfo { hasNextPage endCursor } } }";

    private const string Edges =
        "query($endCursor: String, $n: Int) { all: companyConnection(first: $n, after: $endCursor) { ...Page } } "
        + "fragment Page on CompanyConnection { edges { node { company_number } } at: pageInfo { more: hasNextPage, end: endCursor } }";

    private const string Numbers = "query($page: Int, $limit: Int) { Companies(page: $page, limit: $limit) { data { company_number } } }";

    // Each shape of a list that -All follows, with the list under each name that it may have.
    [NodeTheory, Engines(
        Segment,
        Connection,
        Edges,
        Numbers,
        "query($skip: Int, $take: Int) { companyRows(skip: $skip, take: $take) { company_number } }",
        "query($offset: Int, $limit: Int) { companyRows(offset: $offset, limit: $limit) { company_number } }",
        "query($limit: Int, $offset: Int) { companyOffsets(limit: $limit, offset: $offset) { items { company_number } } }",
        "query($offset: Int, $limit: Int) { companyOffsets(offset: $offset, limit: $limit) { nodes { company_number } } }",
        "query($offset: Int, $limit: Int) { companyOffsets(offset: $offset, limit: $limit) { data { company_number } } }",
        "query($offset: Int, $limit: Int) { companyOffsets(offset: $offset, limit: $limit) { results { company_number } } }",
        "query($offset: Int, $limit: Int) { companyOffsets(offset: $offset, limit: $limit) { edges { node { company_number } } } }",
        "query($page: Int, $first: Int) { companyPages(page: $page, first: $first) { data { company_number } } }",
        "query($page: Int, $first: Int) { companyPages(page: $page, first: $first) { data { company_number } paginatorInfo { hasMorePages } } }",
        "query($page: Int, $first: Int) { companyPages(page: $page, first: $first) { data { company_number } paginatorInfo { total lastPage } } }",
        "query($input: CompaniesInput! = { first: 4 }) { companiesBy(input: $input) { nodes { company_number } pageInfo { hasNextPage endCursor } } }",
        "query($a: String, $n: Int) { companiesBy(input: { first: $n, after: $a }) { edges { node { company_number } } pageInfo { hasNextPage endCursor } } }",
        "query($b: String, $n: Int) { companiesBy(input: { last: $n, before: $b }) { nodes { company_number } pageInfo { hasPreviousPage startCursor } } }",
        AlsoOnThoseWithLists = true)]
    public async Task Each_item_of_a_list_comes_once_and_in_order(string name, string document)
    {
        using var session = await ConnectToListsAsync(name, document == Numbers ? Toggle : Rfa);
        string[] all = document.Contains("$b", StringComparison.Ordinal) ? [.. All.Reverse()] : All;
        // Its document says the size.
        int? Size(int wanted) => document == Connection ? null : wanted;

        Assert.Equal(all, await FollowAsync(session, document, new PagingOptions { PageSize = Size(7) }));
        Assert.Equal(all, await FollowAsync(session, document, new PagingOptions { PageSize = Size(5), ThrottleLimit = 4 }));
        Assert.Equal(all[9..20], await FollowAsync(session, document, new PagingOptions { PageSize = Size(4), Skip = 9, First = 11 }));
    }

    [NodeTheory, Engines(
        "query($skip: Int, $take: Int, $x: String) { companies(skip: $skip, take: $take) { items { company_number filings(after: $x) { nodes { title } pageInfo { hasNextPage endCursor } } } totalCount } }",
        "query($a: String, $n: Int, $x: String) { companyConnection(after: $a, first: $n) { edges { cursor node { company_number filings(first: 2, after: $x) { nodes { title } pageInfo { hasNextPage endCursor } } } } pageInfo { hasNextPage endCursor } } }",
        AlsoOnThoseWithLists = true)]
    public async Task Nested_lists_are_completed(string name, string document)
    {
        using var session = await ConnectToListsAsync(name, Rfa);
        var operation = new GraphQLRequest(document);
        var list = ListSource.Choose(operation, null, isNested: true);
        var nested = NestedLists.Find(operation, list);
        var pager = new Pager(operation, null, list, new PagingOptions { PageSize = 6, IsNested = true });
        var titles = new List<object?>();

        await PageLoop.RunAsync(pager, SendAsync, async page =>
        {
            var (whole, _) = await PageCompletion.RunAsync(nested, page, SendAsync, 4, CancellationToken.None);
            Assert.Empty(whole.Result.Errors);
            titles.AddRange(RawTree.MakeEach(whole.Items, PlainValueFactory.Instance).SelectMany(item => (object?[])At(list.ItemPath(page.IsPlainList).Aggregate(item, PlainValue.Member), "filings", "nodes")!).Select(node => At(node, "title")));
        }, 4, CancellationToken.None);

        Assert.Equal(All.SelectMany(number => Enumerable.Range(0, int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) % 9).Select(index => $"{number}/{index}")), titles);

        Task<CallResult> SendAsync(GraphQLRequest request, CancellationToken token) =>
            session.ExecuteAsync(request, new CallOptions { Values = list.ItemsAsText() }, token);

        static object? At(object? value, params string[] keys) => keys.Aggregate(value, PlainValue.Member);
    }

    public ValueTask DisposeAsync() => _lists?.DisposeAsync() ?? default;

    private async Task<ApiSession> ConnectToListsAsync(string name, string service)
    {
        if (name != EnginesAttribute.GraphQLDotNet)
            return await ConnectAsync(await ResetAsync(name), service);
        _lists = await GraphQLDotNetLists.StartAsync();
        return ApiSession.FromTokens(new SessionOptions(GraphQLApi.Definition, _lists.Endpoint), null, null);
    }

    private static string[] All { get; } = [.. Enumerable.Range(1, 25).Select(number => $"{number:D8}")];

    private static async Task<List<object?>> FollowAsync(ApiSession session, string document, PagingOptions options)
    {
        var operation = new GraphQLRequest(document);
        var list = ListSource.Choose(operation, null);
        var pager = new Pager(operation, null, list, options);
        var numbers = new List<object?>();
        await PageLoop.RunAsync(
            pager,
            (request, token) => session.ExecuteAsync(request, new CallOptions { Values = list.ItemsAsText() }, token),
            page =>
            {
                Assert.Empty(page.Result.Errors);
                numbers.AddRange(RawTree.MakeEach(page.Items, PlainValueFactory.Instance).Select(item => PlainValue.Member(list.ItemPath(page.IsPlainList).Aggregate(item, PlainValue.Member), "company_number")));
                return Task.CompletedTask;
            },
            options.ThrottleLimit,
            CancellationToken.None);
        return numbers;
    }
}
