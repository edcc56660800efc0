namespace RfaAuth.Core.Tests.GraphQL.Paging;

public sealed class RepetitionGuardTests
{
    private const string Document = "query ($skip: Int, $take: Int) { companies(skip: $skip, take: $take) { items { id tags } pageInfo { hasNextPage } totalCount } }";

    [Fact]
    public void Any_other_byte_makes_another_digest()
    {
        var item = Encoding.ASCII.GetBytes("""{"id":1234567890123,"name":"Alpha"}""");
        var digests = new HashSet<Digest> { Of(item, 0, item.Length) };

        for (var at = 0; at < item.Length; at++)
        {
            var other = (byte[])item.Clone();
            other[at] ^= 1;
            Assert.True(digests.Add(Of(other, 0, other.Length)));
            Assert.True(digests.Add(Of(item, 0, at)));
        }

        // Its place among other bytes does not matter.
        Assert.Equal(Of(item, 0, item.Length), Of([0, 0, 0, .. item, 9], 3, item.Length));

        static Digest Of(byte[] bytes, int offset, int count) => Digest.Of([new RawJson(new ArraySegment<byte>(bytes, offset, count), isCompact: true)]);
    }

    /// <summary>Records of exports hold digests. They were reckoned by another program.</summary>
    [Fact]
    public void A_digest_stays_the_same_in_all_versions()
    {
        Assert.Equal(new Digest(6146916127216733735, -6615796286194225459), Digest.Of([RawJson.Of("""{"id":12}"""), RawJson.Of("12345678"), RawJson.Of("1")]));
        Assert.Equal(new Digest(-5186499760736053422, -4291325442133901561), Digest.OfCursor("a\u20AC"));
        Assert.Equal(new Digest(-5338408271783586746, 4168577942365464290), Digest.OfCursor(7L));
    }

    [Theory]
    [InlineData("""[{"id":1},{"id":2}]""", """[{"id":1},{"id":2}]""", true)]
    [InlineData("""[{"id":1},{"id":2}]""", """[{"id":1},{"id":3}]""", false)]
    [InlineData("""[{"id":1},{"id":1}]""", """[{"id":1},{"id":1}]""", false)]
    [InlineData("""[{"id":1,"tags":["a","b"]},{"id":1,"tags":["a","c"]}]""", """[{"id":1,"tags":["a","b"]},{"id":1,"tags":["a","c"]}]""", true)]
    public void A_page_that_comes_again_is_noticed_unless_its_items_are_alike(string first, string second, bool isRepeated)
    {
        var request = new GraphQLRequest(Document);
        var list = ListSource.Choose(request, null);
        var pager = new Pager(request, null, list, new PagingOptions { PageSize = 2 });
        pager.First();
        Assert.Equal(2, pager.Read(Page(list, first)).Items.Count);

        var exception = Record.Exception(() => pager.Read(Page(list, second)));

        Assert.Equal(isRepeated ? ErrorCodes.PagingLoop : null, (exception as RfaException)?.ErrorCode);
    }

    [Theory]
    [InlineData("""[{"cursor":"a","node":{"id":1}},{"cursor":"b","node":{"id":2}}]""", """[{"cursor":"c","node":{"id":1}},{"cursor":"d","node":{"id":2}}]""", true)]
    [InlineData("""[{"cursor":"a","node":{"id":1}},{"cursor":"b","node":{"id":2}}]""", """[{"cursor":"a","node":{"id":3}},{"cursor":"b","node":{"id":2}}]""", false)]
    [InlineData("""[{"cursor":"a","node":{"id":1}},{"cursor":"b","node":{"id":2}}]""", """[{"cursor":"a","node":{"id":2}}]""", false)]
    public void Of_edges_the_nodes_are_compared(string first, string second, bool isRepeated)
    {
        var request = new GraphQLRequest(
            "query ($after: String, $first: Int) { companies(after: $after, first: $first) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }");
        var list = ListSource.Choose(request, null);
        var pager = new Pager(request, null, list, new PagingOptions { PageSize = 2 });
        pager.First();
        pager.Read(Edges(list, first, "b"));

        var exception = Record.Exception(() => pager.Read(Edges(list, second, "d")));

        Assert.Equal(isRepeated ? ErrorCodes.PagingLoop : null, (exception as RfaException)?.ErrorCode);
    }

    /// <summary>A list may be read one item at a time, and its items may be equal.</summary>
    [Theory]
    [InlineData(2, "[1]", true)]
    [InlineData(1, "[1]", false)]
    [InlineData(null, "[1]", false)]
    [InlineData(null, "[1,2]", true)]
    [InlineData(1, "[1,2]", true)]
    public void A_single_item_is_compared_only_if_more_were_asked_for(int? asked, string items, bool isRepeated)
    {
        var guard = new RepetitionGuard();
        var page = RawTree.Items(RawJson.Of(items))!;

        Assert.False(guard.IsRepeated(page, asked));
        Assert.Equal(isRepeated, guard.IsRepeated(page, asked));
    }

    [Fact]
    public void A_page_that_another_process_read_is_noticed_when_it_comes_again()
    {
        var before = new RepetitionGuard();
        var page = RawTree.Items(RawJson.Of("[1,2]"))!;
        before.IsRepeated(page, null);
        var guard = new RepetitionGuard();
        Assert.Null(guard.LastPage);

        guard.Remember(before.LastPage!.Value);

        Assert.Equal(before.LastPage, guard.LastPage);
        Assert.True(guard.IsRepeated(page, null));
        Assert.True(guard.IsOfLastPage);
    }

    [Theory]
    [InlineData("l(skip: $s, take: $n) { edges { node { id } } }", """[{"id":1},{"id":2}]""")]
    [InlineData("l(skip: $s, take: $n) { nodes { id } edges { node { id } } }", """{"nodes":[{"id":1},{"id":2}]}""")]
    public void Items_that_are_no_edges_are_compared_as_a_whole(string field, string page) => Assert.Equal(
        ErrorCodes.PagingLoop,
        Assert.Throws<RfaException>(() => ListWalk.Take($"query($s: Int, $n: Int) {{ {field} }}", null, new PagingOptions { PageSize = 2 }, $$"""{"l":{{page}}}""", $$"""{"l":{{page}}}""")).ErrorCode);

    private static CallResult Edges(ListSource list, string edges, string endCursor) =>
        ListAnswers.Read(list, $$"""{"data":{"companies":{"edges":{{edges}},"pageInfo":{"hasNextPage":true,"endCursor":"{{endCursor}}"} } } }""");

    private static CallResult Page(ListSource list, string items) =>
        ListAnswers.Read(list, $$"""{"data":{"companies":{"items":{{items}},"pageInfo":{"hasNextPage":true},"totalCount":100} } }""");
}
