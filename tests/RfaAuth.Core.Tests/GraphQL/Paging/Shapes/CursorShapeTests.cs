using RfaAuth.Core.GraphQL.Paging.Shapes;

namespace RfaAuth.Core.Tests.GraphQL.Paging.Shapes;

public sealed class CursorShapeTests
{
    private const string More = "\"pageInfo\":{\"hasNextPage\":true,\"endCursor\":\"b\"}";
    private const string End = "\"pageInfo\":{\"hasNextPage\":false,\"endCursor\":\"c\"}";

    [Theory]
    [InlineData("nodes", "nodes")]
    [InlineData("edges { node }", "edges")]
    [InlineData("items", "items")]
    [InlineData("results", "results")]
    [InlineData("data", "data")]
    public void A_list_is_followed_by_its_cursor(string selection, string key)
    {
        var walk = ListWalk.Take(
            $"query($c: String, $n: Int) {{ l(after: $c, first: $n) {{ {selection} pageInfo {{ hasNextPage endCursor }} }} }}", null, null,
            $$"""{"l":{"{{key}}":[1,2],{{More}} } }""", $$"""{"l":{"{{key}}":[3],{{End}} } }""");

        Assert.Equal(["n=100", "c=b n=100"], walk.Requests);
        Assert.Equal([1L, 2L, 3L], walk.Items);
    }

    [Theory]
    [InlineData("first=2", "input{first=2}", "input{first=2 after=b}")]
    [InlineData("first=2 after=a", "input{first=2 after=a}", "input{first=2 after=b}")]
    [InlineData("first=null", "input{first=100}", "input{first=100 after=b}")]
    [InlineData("kind=x", "input{kind=x}", "input{kind=x after=b}")]
    [InlineData("", "", "input{after=b}")]
    public void A_cursor_goes_into_the_input_object_of_a_variable(string given, string first, string second)
    {
        var members = given.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => pair[1] == "null" ? null : pair[0] == "first" ? (object?)long.Parse(pair[1], CultureInfo.InvariantCulture) : pair[1]);

        var walk = ListWalk.Take(
            "query($input: ListInput) { l(input: $input) { nodes pageInfo { hasNextPage endCursor } } }",
            given.Length == 0 ? null : new Dictionary<string, object?> { ["input"] = members }, null,
            $$"""{"l":{"nodes":[1,2],{{More}} } }""", $$"""{"l":{"nodes":[3],{{End}} } }""");

        Assert.Equal([first, second], walk.Requests);
        Assert.Equal([1L, 2L, 3L], walk.Items);
        Assert.Equal("-Variables @{ input = @{ after = 'b' } }", walk.Pages[0].Resume!.ToString());
    }

    [Theory]
    [InlineData("query($input: ListInput = {first: 2, kind: BIG}) { l(input: $input) { nodes pageInfo { hasNextPage endCursor } } }", "input{first=2 kind=BIG}", "input{first=2 kind=BIG after=b}")]
    [InlineData("query($c: String, $n: Int = 2) { l(input: { first: $n, after: $c }) { nodes pageInfo { hasNextPage endCursor } } }", "n=2", "c=b n=2")]
    [InlineData("query($f: Filter, $p: Page) { l(filter: $f, paging: $p) { nodes pageInfo { hasNextPage endCursor } } }", "", "p{after=b}")]
    public void A_cursor_goes_into_a_default_or_an_object_of_the_document(string document, string first, string second)
    {
        var walk = ListWalk.Take(document, null, null, $$"""{"l":{"nodes":[1,2],{{More}} } }""", $$"""{"l":{"nodes":[3],{{End}} } }""");

        Assert.Equal([first, second], walk.Requests);
    }

    [Fact]
    public void The_page_size_goes_into_the_input_object() => Assert.Equal(
        ["input{first=7}", "input{after=b first=7}"],
        ListWalk.Take(
            "query($input: ListInput) { l(input: $input) { nodes pageInfo { hasNextPage endCursor } } }", null, new PagingOptions { PageSize = 7 },
            $$"""{"l":{"nodes":[1,2],{{More}} } }""").Requests);

    [Theory]
    [InlineData("first")]
    [InlineData("limit")]
    [InlineData("take")]
    public void The_page_size_is_one_of_these_arguments(string size) => Assert.Equal(
        ["n=2", "c=b n=2"],
        ListWalk.Take(
            $"query($c: String, $n: Int) {{ l(after: $c, {size}: $n) {{ nodes pageInfo {{ hasNextPage endCursor }} }} }}", null, new PagingOptions { PageSize = 2 },
            $$"""{"l":{"nodes":[1,2],{{More}} } }""").Requests);

    [Theory]
    [InlineData("pageInfo { hasNextPage }")]
    [InlineData("pageInfo { endCursor }")]
    [InlineData("totalCount")]
    public void The_error_names_the_fields_that_are_not_selected(string selection) => Assert.Contains(
        "select pageInfo { hasNextPage endCursor } in it",
        Assert.Throws<RfaException>(() => ListWalk.Take($"query($c: String) {{ l(after: $c) {{ nodes {selection} }} }}", null, null)).Message,
        StringComparison.Ordinal);

    /// <summary>The cursor before an item is that of the item before it.</summary>
    [Theory]
    [InlineData(0, "a", 5L)]
    [InlineData(1, "b", 6L)]
    [InlineData(2, "c", 7L)]
    [InlineData(3, null, null)]
    [InlineData(4, null, null)]
    public void The_place_of_an_item_is_known_from_the_cursors_of_the_items(int index, string? cursor, long? before)
    {
        var page = new PageContent([]) { Cursors = ["b", "c", null] };

        var place = new CursorPosition("a", 5).PlaceOf(index, page);

        Assert.Equal((cursor, before), (place?.Value, place?.Before));
    }

    [Fact]
    public void The_objects_of_the_user_are_not_changed()
    {
        var members = new Dictionary<string, object?> { ["first"] = 2L };

        ListWalk.Take(
            "query($input: ListInput) { l(input: $input) { nodes pageInfo { hasNextPage endCursor } } }",
            new Dictionary<string, object?> { ["input"] = members }, null, $$"""{"l":{"nodes":[1,2],{{More}} } }""");

        Assert.Equal(["first"], members.Keys);
    }
}
