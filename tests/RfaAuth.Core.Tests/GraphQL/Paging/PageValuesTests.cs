namespace RfaAuth.Core.Tests.GraphQL.Paging;

public sealed class PageValuesTests
{
    private const string Document = "query ($skip: Int, $take: Int) { companies(skip: $skip, take: $take) { items { id tags } pageInfo { hasNextPage } totalCount } }";

    [Fact]
    public void A_list_has_one_digest_wherever_its_bytes_stand()
    {
        const string List = """[{"id":1,"tags":["a"]},{"id":2}]""";

        Assert.Equal(
            DigestOf("{\"data\":{\"items\":" + List + "},\"extensions\":{\"cost\":1}}"),
            DigestOf("{\"extensions\":{\"cost\":22},\"data\":{\"items\":" + List + "}}"));
    }

    [Fact]
    public void Any_other_byte_makes_another_digest()
    {
        var list = Encoding.ASCII.GetBytes("""[{"id":1234567890123,"name":"Alpha"},{"id":2}]""");
        var digests = new HashSet<Digest> { Digest.OfBytes(list) };

        for (var at = 0; at < list.Length; at++)
        {
            var other = (byte[])list.Clone();
            other[at] ^= 1;
            Assert.True(digests.Add(Digest.OfBytes(other)));
            Assert.True(digests.Add(Digest.OfBytes(new ArraySegment<byte>(list, 0, at))));
        }

        // Where it stands does not matter.
        Assert.Equal(Digest.OfBytes(list), Digest.OfBytes(new ArraySegment<byte>([0, 0, 0, .. list, 9], 3, list.Length)));
    }

    [Theory]
    [InlineData("""[{"id":1},{"id":2}]""", """[{"id":1},{"id":2}]""", true)]
    [InlineData("""[{"id":1},{"id":2}]""", """[{"id":1},{"id":3}]""", false)]
    [InlineData("""[{"id":1},{"id":1}]""", """[{"id":1},{"id":1}]""", false)]
    [InlineData("""[{"id":1,"tags":["a","b"]},{"id":1,"tags":["a","c"]}]""", """[{"id":1,"tags":["a","b"]},{"id":1,"tags":["a","c"]}]""", true)]
    public void A_page_that_comes_again_is_noticed_unless_its_items_are_alike(string first, string second, bool isRepeated)
    {
        var request = new GraphQLRequest(Document);
        using var pager = new Pager(request, null, ListSource.Choose(request, null), new PagingOptions { PageSize = 2 });
        pager.First();
        Assert.Equal(2, pager.Read(Page(first)).Items.Count);

        var exception = Record.Exception(() => pager.Read(Page(second)));

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
        using var pager = new Pager(request, null, ListSource.Choose(request, null), new PagingOptions { PageSize = 2 });
        pager.First();
        pager.Read(Edges(first, "b"));

        var exception = Record.Exception(() => pager.Read(Edges(second, "d")));

        Assert.Equal(isRepeated ? ErrorCodes.PagingLoop : null, (exception as RfaException)?.ErrorCode);
    }

    private static CallResult Edges(string edges, string endCursor) =>
        Read($$"""{"data":{"companies":{"edges":{{edges}},"pageInfo":{"hasNextPage":true,"endCursor":"{{endCursor}}"} } } }""", out _);

    private static CallResult Page(string items) =>
        Read($$"""{"data":{"companies":{"items":{{items}},"pageInfo":{"hasNextPage":true},"totalCount":100} } }""", out _);

    private static Digest? DigestOf(string body)
    {
        var response = Read(body, out var values);
        return values.DigestOf(values.ItemsOf(values.MemberOf(response.Response.Data, "items"))!);
    }

    private static CallResult Read(string body, out PageValues values)
    {
        values = new PageValues(PlainValueFactory.Instance);
        return new CallResult(ResponseReader.Read(MadeAnswers.Http(200, body), values, keepBody: false));
    }
}
