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

    private static CallResult Edges(ListSource list, string edges, string endCursor) =>
        ListAnswers.Read(list, $$"""{"data":{"companies":{"edges":{{edges}},"pageInfo":{"hasNextPage":true,"endCursor":"{{endCursor}}"} } } }""");

    private static CallResult Page(ListSource list, string items) =>
        ListAnswers.Read(list, $$"""{"data":{"companies":{"items":{{items}},"pageInfo":{"hasNextPage":true},"totalCount":100} } }""");
}
