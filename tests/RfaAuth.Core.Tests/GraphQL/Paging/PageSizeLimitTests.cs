namespace RfaAuth.Core.Tests.GraphQL.Paging;

public sealed class PageSizeLimitTests
{
    private const string Document = "query($s: Int, $n: Int) { l(skip: $s, take: $n) { items } }";

    private const string Refusal = """
        "errors":[{"message":"Too much.","extensions":{"code":"HC0051","maxAllowedItems":1}}]
        """;

    /// <summary>Messages of HotChocolate, GitHub, Saleor, Lighthouse, Laravel, class-validator and others, when 100 are asked for.</summary>
    [Theory]
    [InlineData("The maximum allowed items per page were exceeded.", "HC0051", null)]
    [InlineData("The page size must be 50 at most.", "HC0051", 50)]
    [InlineData("Requesting 100 records on the `issues` connection exceeds the `first` limit of 50 records.", "EXCESSIVE_PAGINATION", 50)]
    [InlineData("Requesting 100 records on the `products` connection exceeds the `first` limit of 50 records.", null, 50)]
    [InlineData("Maximum number of 50 requested items exceeded, got 100. Fetch smaller chunks.", null, 50)]
    [InlineData("first must not be greater than 50", null, 50)]
    [InlineData("The `first` argument must be between 1 and 50, but is 100", null, 50)]
    [InlineData("first must be less than 51", null, 50)]
    [InlineData("first must be less than or equal to 50", null, 50)]
    [InlineData("first must be at most 50.", null, 50)]
    [InlineData("Page size cannot exceed 50", null, 50)]
    [InlineData("Maximum page_size is 50 (requested: 100)", null, 50)]
    [InlineData("You cannot request more than 50 items per page.", null, 50)]
    [InlineData("The `skip` argument must be between 0 and 5000, but is 6000", null, null)]
    [InlineData("Query cost of 90 exceeds the maximum of 50 items", null, null)]
    [InlineData("Rate limit of 60 requests per minute for these nodes exceeded", null, null)]
    [InlineData("The item 50 was not found.", null, null)]
    [InlineData("first must be at most 500", null, null)]
    [InlineData("Internal server error", null, null)]
    public void The_limit_is_read_from_the_message_of_an_error(string message, string? code, int? limit)
    {
        var error = JsonSerializer.Serialize(new { message, extensions = new { code } });

        Assert.Equal(limit, PageSizeLimit.Read(MadeAnswers.Read(200, $$"""{"data":null,"errors":[{{error}}]}"""), 100, "first"));
    }

    [Theory]
    [InlineData("""{"message":"x","extensions":{"code":"HC0051","maxAllowedItems":50,"requestedItems":100}}""", 50)]
    [InlineData("""{"message":"x","extensions":{"max_page_size":50}}""", 50)]
    [InlineData("""{"message":"x","extensions":{"maxAllowedItems":500}}""", null)]
    [InlineData("""{"message":"x","extensions":{"maxAllowedItems":0}}""", null)]
    [InlineData("""{"message":"validation","validation":{"first":["The first may not be greater than 50."]}}""", 50)]
    [InlineData("""{"message":"validation","extensions":{"validation":{"first":["The first must not be greater than 1,000.","The first must not be greater than 50."]}}}""", 50)]
    [InlineData("""{"message":"validation","validation":{"name":["The name may not be greater than 50 characters."]}}""", null)]
    public void The_limit_is_read_from_the_extensions_and_the_validation_of_an_error(string error, int? limit) =>
        Assert.Equal(limit, PageSizeLimit.Read(MadeAnswers.Read(200, $$"""{"data":null,"errors":[{{error}}]}"""), 100, "first"));

    [Fact]
    public void A_number_with_thousands_is_read() => Assert.Equal(
        1000,
        PageSizeLimit.Read(MadeAnswers.Read(200, """{"errors":[{"message":"first must not exceed 1,000 items"}]}"""), 5000, "first"));

    [Theory]
    [InlineData(Paged.Offset, 0, 6)]
    [InlineData(Paged.PageNumber, 0, 6)]
    [InlineData(Paged.PageNumber, 130, 4)]
    [InlineData(Paged.Cursor, 30, 6)]
    [InlineData(Paged.Plain, 30, 6)]
    internal void The_page_size_is_lowered_once_and_nothing_is_lost(Paged shape, int skip, int requests)
    {
        var service = new ListService(shape, 230) { Limit = 50 };

        Assert.Equal(Enumerable.Range(skip, 230 - skip).Select(index => (object?)(long)index), service.ReadAll(new PagingOptions { Skip = (ulong)skip }));
        Assert.Equal(requests, service.Requests.Count);
        Assert.Equal(100, service.Requests[0].Size);
        Assert.All(service.Requests.Skip(1), request => Assert.Equal(50, request.Size));
    }

    [Fact]
    public void The_resume_point_has_the_lowered_page_size()
    {
        var walk = ListWalk.Take(
            "query($p: Int, $n: Int) { l(page: $p, limit: $n) { data } }", null, null,
            "\"errors\":[{\"message\":\"limit must be at most 2\"}]", """{"l":{"data":[1,2]}}""");

        Assert.Equal(["p=1 n=100", "p=1 n=2", "p=2 n=2"], walk.Requests);
        Assert.StartsWith("The service takes at most 2 items a page where 100 were asked for", walk.Pages[0].Note, StringComparison.Ordinal);
        Assert.Equal("-Variables @{ p = 2 } -PageSize 2", walk.Last.Resume!.ToString());
    }

    [Theory]
    [InlineData("l(skip: $s, take: $n) { items }", """{"items":[1,2]}""", "s=2 n=2|s=2 n=1")]
    [InlineData("l(after: $s, first: $n) { nodes pageInfo { hasNextPage endCursor } }", """{"nodes":[1,2],"pageInfo":{"hasNextPage":true,"endCursor":"b"}}""", "s=b n=2|s=b n=1")]
    public void A_page_refused_in_the_middle_of_a_list_is_asked_for_again_at_its_place(string field, string page, string requests) => Assert.Equal(
        requests,
        string.Join("|", ListWalk.Take($"query($s: Any, $n: Int) {{ {field} }}", null, new PagingOptions { PageSize = 2 }, $$"""{"l":{{page}}}""", Refusal).Requests.Skip(1)));

    /// <summary>With another size the numbers would lead to other pages.</summary>
    [Fact]
    public void A_page_with_a_number_that_is_refused_in_the_middle_of_a_list_is_an_error()
    {
        var exception = Assert.Throws<RfaException>(() => ListWalk.Take(
            "query($p: Int, $n: Int) { l(page: $p, limit: $n) { data } }", null, new PagingOptions { PageSize = 2 }, """{"l":{"data":[1,2]}}""", Refusal));

        Assert.Equal(("HC0051", "Pass -PageSize 1."), (exception.ErrorCode, exception.RecommendedAction));
    }

    [Fact]
    public void Another_error_says_nothing_about_the_page_size()
    {
        var exception = Assert.Throws<RfaException>(() => ListWalk.Take(Document, null, null, "\"errors\":[{\"message\":\"Internal server error\"}]"));

        Assert.DoesNotContain("PageSize", $"{exception.RecommendedAction}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_without_a_number_says_what_to_do()
    {
        var exception = Assert.Throws<RfaException>(() => ListWalk.Take(
            Document, null, null, "\"errors\":[{\"message\":\"The maximum allowed items per page were exceeded.\",\"extensions\":{\"code\":\"HC0051\"}}]"));

        Assert.Equal(("HC0051", "Pass a smaller -PageSize."), (exception.ErrorCode, exception.RecommendedAction));
    }

    [Fact]
    public void An_error_for_a_page_size_in_the_document_says_so()
    {
        var exception = Assert.Throws<RfaException>(() => ListWalk.Take(
            "query($s: Int) { l(skip: $s, take: 100) { items } }", null, null, "\"errors\":[{\"message\":\"take must be at most 50\"}]"));

        Assert.Equal(ErrorCodes.PagingNotPossible, exception.ErrorCode);
        Assert.Contains("at most 50 items a page, and the document asks for 100", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_that_refuses_each_page_size_ends_in_an_error()
    {
        string[] refusals = [.. Enumerable.Range(1, 50).Select(i => $"\"errors\":[{{\"message\":\"take must be less than {100 - i}\"}}]")];

        Assert.Equal(ErrorCodes.GraphQLError, Assert.Throws<RfaException>(() => ListWalk.Take(Document, null, null, refusals)).ErrorCode);
    }
}
