using RfaAuth.Core.GraphQL.Paging.Nested;
using RfaAuth.Core.GraphQL.Paging.Shapes;

namespace RfaAuth.Core.Tests.GraphQL.Paging.Nested;

public sealed class NestedListsTests
{
    private const string Filings = "filings(first: 3, after: $x) { nodes { n } edges { node { n } } pageInfo { hasNextPage endCursor } }";
    private const string ByOffset = "query($s: Int, $t: Int, $x: String) { l(skip: $s, take: $t) { items { id " + Filings + " } totalCount } }";
    private const string ByPage = "query($s: Int, $t: Int, $x: String) { l(page: $s, limit: $t) { data { id " + Filings + " } total } }";
    private const string ByCursor = "query($s: String, $t: Int, $x: String) { l(after: $s, first: $t) { edges { cursor node { id " + Filings + " } } pageInfo { hasNextPage endCursor } } }";
    private const string Backwards = "query($s: String, $t: Int, $x: String) { l(before: $s, last: $t) { edges { cursor } nodes { id " + Filings + " } pageInfo { hasPreviousPage startCursor } } }";

    [Theory]
    [InlineData(ByOffset, 1)]
    [InlineData(ByPage, 1)]
    [InlineData(ByCursor, 1)]
    [InlineData(ByCursor, 4)]
    [InlineData(Backwards, 1)]
    [InlineData(ByOffset, 4)]
    [InlineData("query($s: Int, $t: Int, $x: String) { l(skip: $s, take: $t) { items { id filings(last: 3, before: $x) { nodes { n } edges { node { n } } pageInfo { hasPreviousPage startCursor } } } totalCount } }", 4)]
    [InlineData("query($s: Int, $t: Int, $x: String) { l(offset: $s, limit: $t) { id " + Filings + " } }", 4)]
    public async Task Each_item_has_its_whole_list(string document, int limit)
    {
        // Several at a time: the first request for a single item is answered only when there is a second one.
        var service = new Service(document, 7, index => index * 2) { IsPair = limit > 1 };

        var items = await service.FollowAsync(new PagingOptions { PageSize = 4, IsNested = true, ThrottleLimit = limit });

        var expected = Enumerable.Range(0, 7).Select(index => $"{index}: {string.Join(",", Enumerable.Range(0, index * 2))}");
        Assert.Equal(document == Backwards ? expected.Reverse() : expected, items.Select(Show));
        var more = document.Contains("before: $x", StringComparison.Ordinal) ? "hasPreviousPage" : "hasNextPage";
        Assert.All(items, item => Assert.False((bool)PlainValue.Member(PlainValue.Member(PlainValue.Member(Node(item), "filings"), "pageInfo"), more)!));
    }

    [Theory]
    [InlineData(ByOffset)]
    [InlineData(ByCursor)]
    public async Task First_and_Skip_count_outer_items_and_only_those_are_completed(string document)
    {
        var service = new Service(document, 7, _ => 10);

        var items = await service.FollowAsync(new PagingOptions { PageSize = 4, Skip = 2, First = 1, IsNested = true });

        Assert.Equal(["2: 0,1,2,3,4,5,6,7,8,9"], items.Select(Show));
        Assert.Equal(4, service.Requests);
    }

    [Fact]
    public async Task A_complete_list_needs_no_request()
    {
        var service = new Service(ByOffset, 7, _ => 3);

        await service.FollowAsync(new PagingOptions { IsNested = true });

        Assert.Equal(1, service.Requests);
    }

    [Fact]
    public async Task An_outer_item_that_changed_is_an_error_after_the_pages_before_it()
    {
        var service = new Service(ByOffset, 7, index => index > 4 ? 9 : 1) { ShiftsAfter = 2 };

        var exception = await Assert.ThrowsAsync<RfaException>(() => service.FollowAsync(new PagingOptions { PageSize = 4, IsNested = true }));

        Assert.Equal(ErrorCodes.PagingNotPossible, exception.ErrorCode);
        Assert.Contains("the service gave another one", exception.Message, StringComparison.Ordinal);
        Assert.Equal(4UL, exception.Place().Skip);
    }

    [Fact]
    public async Task A_list_that_never_ends_is_PagingLoop()
    {
        var service = new Service(ByOffset, 2, _ => 9) { SameCursor = true };

        Assert.Equal(ErrorCodes.PagingLoop, (await Assert.ThrowsAsync<RfaException>(() => service.FollowAsync(new PagingOptions { IsNested = true }))).ErrorCode);
    }

    [Theory]
    [InlineData("query($s: Int, $t: Int) { l(skip: $s, take: $t) { items { id } } }", "finds no list in the items of l.items")]
    [InlineData("query($s: Int, $x: String) { l(skip: $s, take: 5) { items { f(after: $x) { nodes pageInfo { hasNextPage endCursor } } } } }", "declare $take: Int and pass it as take to l")]
    [InlineData("query($s: String, $t: Int, $x: String) { l(after: $s, first: $t) { nodes { f(after: $x) { nodes pageInfo { hasNextPage endCursor } } } pageInfo { hasNextPage endCursor } } }", "select edges { cursor } in l")]
    [InlineData("query($s: Int, $t: Int, $x: String) { l(skip: $s, take: $t) { items { f(after: $x) { nodes } } } }", "l.items.f: select pageInfo { hasNextPage endCursor }")]
    [InlineData("query($s: Int, $t: Int) { l(skip: $s, take: $t) { items { f(skip: $s) { items } } } }", "needs other variables for l.items.f")]
    [InlineData("query($s: Int, $t: Int) { l(skip: $s, take: $t) { items { f(after: $x, first: $t) { nodes pageInfo { hasNextPage endCursor } } } } }", "finds no list")]
    [InlineData("query($s: Int, $t: Int, $x: String) { l(skip: $s, take: $t) { items { f(after: $x, first: $t) { nodes pageInfo { hasNextPage endCursor } } } } }", "needs other variables for l.items.f")]
    [InlineData("query($s: Int, $t: Int, $x: Int) { l(skip: $s, take: $t) { items { id } other(skip: $x) { items } } }", "finds no list in the items of l.items")]
    [InlineData("query($s: Int, $t: Int, $x: Int) { l(skip: $s, take: $t) { items(offset: $x) { id } } }", "finds no list in the items of l.items")]
    [InlineData("query($s: Int, $t: Int, $u: Int, $x: String) { l(skip: $s, take: $t) { items { id } } m(skip: $u) { items { f(after: $x) { nodes pageInfo { hasNextPage endCursor } } } } }", "finds no list in the items of l.items")]
    [InlineData("query($s: Int, $t: Int, $x: Int, $y: Int) { l(skip: $s, take: $t) { items { f(skip: $x) { items { g(skip: $y) { items } } } } } }", "l.items.f.items.g stands one level deeper")]
    public void A_nested_list_that_cannot_be_completed_is_an_error_that_says_what_is_missing(string document, string said)
    {
        var request = new GraphQLRequest(document);

        var exception = Assert.Throws<RfaException>(() => NestedLists.Find(request, ListSource.Choose(request, document.Contains("l(skip", StringComparison.Ordinal) ? ["l", "items"] : null, isNested: true)));

        Assert.Equal(ErrorCodes.PagingNotPossible, exception.ErrorCode);
        Assert.Contains(said, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_whose_place_is_unknown_is_an_error_only_if_its_list_has_more()
    {
        var whole = new Service(ByPage, 7, _ => 3);
        var more = new Service(ByPage, 7, _ => 4);
        var options = new PagingOptions { PageSize = 2, Skip = 4, IsNested = true };

        Assert.Equal(3, (await whole.FollowAsync(options)).Count);
        Assert.Contains("its place is not known", (await Assert.ThrowsAsync<RfaException>(() => more.FollowAsync(options))).Message, StringComparison.Ordinal);
    }

    private const string Single = "query($s: Int, $t: Int, $x: Any, $y: Any, $n: Int, $q: String) { l(skip: $s, take: $t, search: $q) { items { id SELECTION } } }";

    /// <summary>The first page is in the item; each other page is an answer with only this item.</summary>
    [Theory]
    [InlineData("f(after: $x) { nodes pageInfo { hasNextPage endCursor } }", """{"nodes":[1,2,3],"pageInfo":{"hasNextPage":false}}""", """{"nodes":[1,2],"pageInfo":{"hasNextPage":true,"endCursor":"a"}}""", """{"nodes":[3],"pageInfo":{"hasNextPage":false}}""")]
    [InlineData("f(offset: $x, limit: 2) { n }", "[1,2,3]", "[1,2]", "[3]", "[]")]
    [InlineData("f(offset: $x, limit: 2) { items totalCount }", """{"items":[1,2,3],"totalCount":3}""", """{"items":[1,2],"totalCount":3}""", """{"items":[3],"totalCount":3}""")]
    [InlineData("f(after: $x) { nodes data { count } pageInfo { hasNextPage endCursor } }", """{"nodes":[1,2],"data":{"count":8},"pageInfo":{"hasNextPage":false}}""", """{"nodes":[1],"data":{"count":9},"pageInfo":{"hasNextPage":true,"endCursor":"a"}}""", """{"nodes":[2],"data":{"count":8},"pageInfo":{"hasNextPage":false}}""")]
    [InlineData("f(after: $x) { nodes edges { node } pageInfo { hasNextPage endCursor } }", """{"nodes":[1,2],"edges":[{"node":2}],"pageInfo":{"hasNextPage":false}}""", """{"nodes":[1],"edges":null,"pageInfo":{"hasNextPage":true,"endCursor":"a"}}""", """{"nodes":[2],"edges":[{"node":2}],"pageInfo":{"hasNextPage":false}}""")]
    public async Task The_pages_of_a_list_in_an_item_are_joined(string selection, string joined, params string[] pages)
    {
        var (item, requests) = await CompleteAsync(selection, null, $$"""{"id":1,"f":{{pages[0]}}}""", [.. pages.Skip(1).Select(page => Data($$"""{"id":1,"f":{{page}}}"""))]);

        Assert.Equal($$"""{"id":1,"f":{{joined}}}""", RawTree.Compact(item.Item));
        Assert.Equal(pages.Length - 1, requests.Count);
    }

    [Fact]
    public async Task Lists_at_different_depths_of_an_item_are_completed_one_after_the_other()
    {
        const string Selection = "f(after: $x) { nodes pageInfo { hasNextPage endCursor } } meta { g(offset: $y) { n } }";

        var (item, requests) = await CompleteAsync(
            Selection, null, """{"id":1,"f":{"nodes":[1],"pageInfo":{"hasNextPage":true,"endCursor":"a"}},"meta":{"g":[5]}}""",
            Data("""{"id":1,"f":{"nodes":[2],"pageInfo":{"hasNextPage":false}},"meta":{"g":[5]}}"""),
            Data("""{"id":1,"f":{"nodes":[1],"pageInfo":{"hasNextPage":true,"endCursor":"a"}},"meta":{"g":[6]}}"""),
            Data("""{"id":1,"f":{"nodes":[1],"pageInfo":{"hasNextPage":true,"endCursor":"a"}},"meta":{"g":[]}}"""));

        Assert.Equal("""{"id":1,"f":{"nodes":[1,2],"pageInfo":{"hasNextPage":false}},"meta":{"g":[5,6]}}""", RawTree.Compact(item.Item));
        Assert.Equal(["s=0 t=1 x=a", "s=0 t=1 y=1", "s=0 t=1 y=2"], requests);
    }

    [Fact]
    public async Task A_request_for_one_item_has_the_other_values_of_the_user_and_no_page_size_of_its_own()
    {
        var (_, requests) = await CompleteAsync(
            "f(after: $x, first: $n) { nodes pageInfo { hasNextPage endCursor } }", new Dictionary<string, object?> { ["q"] = "mine", ["t"] = 50 },
            """{"id":1,"f":{"nodes":[1],"pageInfo":{"hasNextPage":true,"endCursor":"a"}}}""",
            Data("""{"id":1,"f":{"nodes":[2],"pageInfo":{"hasNextPage":false}}}"""));

        Assert.Equal(["q=mine s=0 t=1 x=a"], requests);
    }

    [Theory]
    [InlineData("""{"data":null,"errors":[{"message":"no","extensions":{"code":"NOPE"}}]}""", "NOPE", "no")]
    [InlineData("""{"data":{"l":{"items":[]}}}""", ErrorCodes.PagingNotPossible, "gave another one")]
    [InlineData("""{"data":{"l":null}}""", ErrorCodes.PagingNotPossible, "gave another one")]
    [InlineData("""{"data":{"l":{"items":[{"id":2,"f":{"nodes":[2],"pageInfo":{"hasNextPage":false}}}]}}}""", ErrorCodes.PagingNotPossible, "gave another one")]
    public async Task An_answer_without_the_item_is_an_error(string answer, string code, string said)
    {
        var exception = await Assert.ThrowsAsync<RfaException>(() => CompleteAsync(
            "f(after: $x) { nodes pageInfo { hasNextPage endCursor } }", null, """{"id":1,"f":{"nodes":[1],"pageInfo":{"hasNextPage":true,"endCursor":"a"}}}""", answer));

        Assert.Equal(code, exception.ErrorCode);
        Assert.Contains(said, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_beside_the_data_and_warnings_are_kept_and_a_refused_page_size_is_a_note()
    {
        var (item, requests) = await CompleteAsync(
            "f(after: $x, first: $n) { nodes totalCount pageInfo { hasNextPage endCursor } }", new Dictionary<string, object?> { ["n"] = 50 },
            """{"id":1,"f":{"nodes":[1],"totalCount":9,"pageInfo":{"hasNextPage":true,"endCursor":"a"}}}""",
            """{"data":{"l":{"items":[{"id":1,"f":null}]}},"errors":[{"message":"Too much.","extensions":{"code":"HC0051","maxAllowedItems":10}}]}""",
            """{"data":{"l":{"items":[{"id":1,"f":{"nodes":[2],"totalCount":9,"pageInfo":{"hasNextPage":false}}}]}},"errors":[{"message":"A part is missing."}]}""");

        Assert.Equal(["n=50 s=0 t=1 x=a", "n=10 s=0 t=1 x=a"], requests);
        Assert.Equal("""{"id":1,"f":{"nodes":[1,2],"totalCount":9,"pageInfo":{"hasNextPage":false}}}""", RawTree.Compact(item.Item));
        Assert.Equal("A part is missing.", Assert.Single(item.Errors).Message);
        Assert.Contains("the page size is 10 from now on", Assert.Single(item.Notes), StringComparison.Ordinal);
        Assert.Contains("ended after 2 of the 9 items", Assert.Single(item.Warnings), StringComparison.Ordinal);
    }

    private static string Data(string item) => $$$$"""{"data":{"l":{"items":[{{{{item}}}}]}}}""";

    /// <summary>Completes one item by answers written down as JSON.</summary>
    private static async Task<(CompletedItem Item, List<string> Requests)> CompleteAsync(
        string selection, Dictionary<string, object?>? variables, string item, params string[] answers)
    {
        var request = new GraphQLRequest(Single.Replace("SELECTION", selection, StringComparison.Ordinal)) { Variables = variables };
        var source = ListSource.Choose(request, null, isNested: true);
        var requests = new List<string>();
        var completed = await NestedLists.Find(request, source).CompleteAsync(
            RawJson.Of(item), new OffsetPosition(0),
            (next, _) =>
            {
                requests.Add(string.Join(" ", next.Variables!.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => $"{value.Key}={value.Value}")));
                return Task.FromResult(ListAnswers.Read(source, answers[requests.Count - 1]));
            },
            default);
        return (completed, requests);
    }

    private static object? Node(object? item) => PlainValue.Member(item, "node") ?? item;

    private static string Show(object? item)
    {
        var filings = PlainValue.Member(Node(item), "filings");
        var nodes = ((object?[])PlainValue.Member(filings, "nodes")!).Select(node => PlainValue.Member(node, "n"));
        Assert.Equal(nodes, ((object?[])PlainValue.Member(filings, "edges")!).Select(edge => PlainValue.Member(PlainValue.Member(edge, "node"), "n")));
        return $"{PlainValue.Member(Node(item), "id")}: {string.Join(",", nodes)}";
    }

    /// <summary>A list whose items have lists, three at a time.</summary>
    private sealed class Service(string document, int count, Func<int, int> filings)
    {
        private readonly TaskCompletionSource _second = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ListSource _source = ListSource.Choose(new GraphQLRequest(document), null, isNested: true);
        private int _singles;

        public int Requests { get; private set; }

        public bool IsPair { get; init; }

        /// <summary>After so many requests an item more stands at the start of the list.</summary>
        public int ShiftsAfter { get; init; } = int.MaxValue;

        public bool SameCursor { get; init; }

        public async Task<List<object?>> FollowAsync(PagingOptions options)
        {
            var request = new GraphQLRequest(document);
            var lists = NestedLists.Find(request, _source);
            var pager = new Pager(request, null, _source, options);
            var items = new List<object?>();
            await PageLoop.RunAsync(
                pager,
                SendAsync,
                async page => items.AddRange((await PageCompletion.RunAsync(lists, page, SendAsync, options.ThrottleLimit, default)).Page.PlainItems()),
                options.ThrottleLimit,
                default);
            return items;
        }

        private async Task<CallResult> SendAsync(GraphQLRequest request, CancellationToken token)
        {
            var single = Number(request.Variables!["t"], 0) == 1 ? Interlocked.Increment(ref _singles) : 0;
            if (single == 2)
                _second.SetResult();
            if (single == 1 && IsPair)
                await _second.Task.WaitAsync(TimeSpan.FromSeconds(30), token);
            lock (this)
            {
                Requests++;
                return ListAnswers.Of(_source, new Dictionary<string, object?> { ["l"] = List(request.Variables!) });
            }
        }

        private object List(IReadOnlyDictionary<string, object?> variables)
        {
            var size = Number(variables["t"], 0);
            var start = Number(variables.GetValueOrDefault("s"), 0);
            var isBackwards = document == Backwards;
            var from = document == ByPage ? (start - 1) * size : isBackwards ? Math.Max(0, (start == 0 ? count : start) - size) : start;
            var to = Math.Min(count, isBackwards ? (start == 0 ? count : start) : from + size);
            var shift = Requests > ShiftsAfter ? 1 : 0;
            object?[] items = [.. Enumerable.Range(from, Math.Max(0, to - from)).Select(index => Item(index - shift, variables.GetValueOrDefault("x")))];
            if (document.Contains("offset", StringComparison.Ordinal))
                return items;
            return new Dictionary<string, object?>
            {
                ["items"] = items,
                ["data"] = items,
                ["nodes"] = items,
                ["edges"] = items.Select((item, index) => (object?)new Dictionary<string, object?> { ["cursor"] = $"{from + index + (isBackwards ? 0 : 1)}", ["node"] = item }).ToArray(),
                ["total"] = (long)count,
                ["totalCount"] = (long)count,
                ["pageInfo"] = new Dictionary<string, object?>
                {
                    ["hasNextPage"] = to < count, ["endCursor"] = $"{to}", ["hasPreviousPage"] = from > 0, ["startCursor"] = $"{from}",
                },
            };
        }

        private Dictionary<string, object?> Item(int index, object? after)
        {
            var total = filings(index);
            var isBackwards = document.Contains("before: $x", StringComparison.Ordinal);
            var from = isBackwards ? Math.Max(0, Number(after, total) - 3) : Number(after, 0);
            var to = isBackwards ? Number(after, total) : Math.Min(total, from + 3);
            object?[] nodes = [.. Enumerable.Range(from, Math.Max(0, to - from)).Select(n => new Dictionary<string, object?> { ["n"] = (long)n })];
            return new()
            {
                ["id"] = (long)index,
                ["filings"] = new Dictionary<string, object?>
                {
                    ["nodes"] = nodes,
                    ["edges"] = nodes.Select(node => (object?)new Dictionary<string, object?> { ["node"] = node }).ToArray(),
                    ["pageInfo"] = new Dictionary<string, object?>
                    {
                        ["hasNextPage"] = to < total, ["endCursor"] = SameCursor ? "3" : $"{to}", ["hasPreviousPage"] = from > 0, ["startCursor"] = $"{from}",
                    },
                },
            };
        }

        private static int Number(object? value, int absent) => value is null ? absent : Convert.ToInt32(value, CultureInfo.InvariantCulture);
    }
}
