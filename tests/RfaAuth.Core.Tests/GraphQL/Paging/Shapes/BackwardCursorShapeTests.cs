namespace RfaAuth.Core.Tests.GraphQL.Paging.Shapes;

public sealed class BackwardCursorShapeTests
{
    private const string Both =
        "query($f: Int, $a: String, $n: Int, $b: String) { l(first: $f, after: $a, last: $n, before: $b) { nodes pageInfo { hasNextPage endCursor hasPreviousPage startCursor } } }";

    private static readonly string[] s_pages =
    [
        """{"l":{"nodes":[4,5],"pageInfo":{"hasNextPage":false,"hasPreviousPage":true,"startCursor":"4"}}}""",
        """{"l":{"nodes":[2,3],"pageInfo":{"hasNextPage":true,"hasPreviousPage":true,"startCursor":"2"}}}""",
        """{"l":{"nodes":[1],"pageInfo":{"hasNextPage":true,"hasPreviousPage":false,"startCursor":"1"}}}""",
    ];

    [Fact]
    public void A_backward_list_is_output_from_its_end()
    {
        var walk = ListWalk.Take(
            "query($n: Int, $b: String) { l(last: $n, before: $b) { nodes pageInfo { hasPreviousPage startCursor } } }", null, new PagingOptions { PageSize = 2 }, s_pages);

        Assert.Equal(["n=2", "n=2 b=4", "n=2 b=2"], walk.Requests);
        Assert.Equal([5L, 4L, 3L, 2L, 1L], walk.Items);
        Assert.Equal("-Variables @{ b = '4' }", walk.Pages[0].Resume!.ToString());
    }

    [Fact]
    public void First_and_skip_count_from_the_end() => Assert.Equal(
        [4L, 3L],
        ListWalk.Take(
            "query($n: Int, $b: String) { l(last: $n, before: $b) { nodes pageInfo { hasPreviousPage startCursor } } }", null,
            new PagingOptions { PageSize = 2, Skip = 1, First = 2 }, s_pages).Items);

    [Fact]
    public void A_document_with_both_directions_uses_the_one_with_a_value_else_forward()
    {
        Assert.Equal("f=100", ListWalk.Take(Both, null, null).Requests[0]);
        Assert.Equal("n=2", ListWalk.Take(Both, new Dictionary<string, object?> { ["n"] = 2L }, null).Requests[0]);
    }

    [Fact]
    public void The_error_names_the_cursor_that_is_not_selected() => Assert.Contains(
        "pageInfo { hasPreviousPage startCursor }",
        Assert.Throws<RfaAuth.Core.Errors.RfaException>(() => ListWalk.Take("query($b: String) { l(before: $b) { nodes pageInfo { hasNextPage } } }", null, null)).Message,
        StringComparison.Ordinal);
}
