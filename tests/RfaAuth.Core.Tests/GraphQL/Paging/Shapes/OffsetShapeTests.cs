namespace RfaAuth.Core.Tests.GraphQL.Paging.Shapes;

public sealed class OffsetShapeTests
{
    [Theory]
    [InlineData("l(skip: $s, take: $n) { items pageInfo { hasNextPage } }", """{"items":[1,2],"pageInfo":{"hasNextPage":true}}""", """{"items":[3],"pageInfo":{"hasNextPage":false}}""")]
    [InlineData("l(offset: $s, limit: $n) { items }", """{"items":[1,2]}""", """{"items":[3]}""", """{"items":[]}""")]
    [InlineData("l(limit: $n, offset: $s) { nodes }", """{"nodes":[1,2]}""", """{"nodes":[3]}""", """{"nodes":[]}""")]
    [InlineData("l(offset: $s, limit: $n) { data total }", """{"data":[1,2],"total":3}""", """{"data":[3],"total":3}""")]
    [InlineData("l(offset: $s, limit: $n) { results total_count }", """{"results":[1,2],"total_count":3}""", """{"results":[3],"total_count":3}""")]
    [InlineData("l(offset: $s, limit: $n) { edges { node } has_more }", """{"edges":[{"node":1},{"node":2}],"has_more":true}""", """{"edges":[{"node":3}],"has_more":false}""")]
    [InlineData("l(first: $n, offset: $s) { nodes totalCount pageInfo { hasNextPage endCursor } }", """{"nodes":[1,2],"pageInfo":{"hasNextPage":true}}""", """{"nodes":[3],"pageInfo":{"hasNextPage":false}}""")]
    [InlineData("l(offset: $s, count: $n) { items }", """{"items":[1,2]}""", """{"items":[3]}""", """{"items":[]}""")]
    [InlineData("l(skip: $s, take: $n)", "[1,2]", "[3]", "[]")]
    [InlineData("l(limit: $n, offset: $s) { id }", "[1,2]", "[3]", "[]")]
    [InlineData("l(skip: $s, take: $n) { id total items { sku } }", "[1,2]", "[3]", "[]")]
    [InlineData("l(paging: { skip: $s, take: $n }) { items }", """{"items":[1,2]}""", """{"items":[3]}""", """{"items":[]}""")]
    public void A_list_is_followed_by_the_number_of_items(string field, params string[] pages)
    {
        var walk = ListWalk.Take($"query($s: Int, $n: Int) {{ {field} }}", null, new PagingOptions { PageSize = 2 }, [.. pages.Select(page => $$"""{"l":{{page}}}""")]);

        Assert.Equal([1L, 2L, 3L], walk.Items.Select(item => item is IReadOnlyDictionary<string, object?> edge ? edge["node"] : item));
        Assert.Equal(new[] { "s=0 n=2", "s=2 n=2", "s=3 n=2" }.Take(pages.Length), walk.Requests);
        Assert.Null(walk.Last.Warning);
    }

    [Theory]
    [InlineData("skip", "take")]
    [InlineData("offset", "limit")]
    public void An_offset_is_added_to_an_input_object(string start, string size)
    {
        var input = new Dictionary<string, object?> { ["i"] = new Dictionary<string, object?> { ["kind"] = "a", [size] = 2L } };

        var walk = ListWalk.Take("query($i: Paging!) { l(input: $i) { items } }", input, null, """{"l":{"items":[1,2]}}""", """{"l":{"items":[3]}}""", """{"l":{"items":[]}}""");

        Assert.Equal([$"i{{kind=a {size}=2 {start}=0}}", $"i{{kind=a {size}=2 {start}=2}}", $"i{{kind=a {size}=2 {start}=3}}"], walk.Requests);
        Assert.Equal([1L, 2L, 3L], walk.Items);
    }

    [Fact]
    public void A_document_without_a_size_uses_the_page_size_of_the_service()
    {
        var walk = ListWalk.Take("query($s: Int) { l(skip: $s) { items } }", null, null, """{"l":{"items":[1,2]}}""", """{"l":{"items":[]}}""");

        Assert.Equal(["s=0", "s=2"], walk.Requests);
    }
}
