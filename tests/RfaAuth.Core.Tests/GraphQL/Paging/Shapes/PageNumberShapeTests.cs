namespace RfaAuth.Core.Tests.GraphQL.Paging.Shapes;

public sealed class PageNumberShapeTests
{
    [Theory]
    [InlineData("l(page: $p, limit: $n) { data }", """{"data":[1,2]}""", """{"data":[3]}""", """{"data":[]}""")]
    [InlineData("l(page: $p, limit: $n) { data has_more_pages }", """{"data":[1],"has_more_pages":true}""", """{"data":[2,3],"has_more_pages":false}""")]
    [InlineData("l(page: $p, limit: $n) { data total }", """{"data":[1],"total":3}""", """{"data":[2,3],"total":3}""")]
    [InlineData("l(page: $p, limit: $n) { data last_page current_page }", """{"data":[1],"last_page":2,"current_page":1}""", """{"data":[2,3],"last_page":2,"current_page":2}""")]
    [InlineData("l(page: $p, first: $n) { data paginatorInfo { hasMorePages } }", """{"data":[1],"paginatorInfo":{"hasMorePages":true}}""", """{"data":[2,3],"paginatorInfo":{"hasMorePages":false}}""")]
    [InlineData("l(first: $n, page: $p) { data paginatorInfo { total lastPage } }", """{"data":[1],"paginatorInfo":{"lastPage":2}}""", """{"data":[2,3],"paginatorInfo":{"lastPage":2}}""")]
    [InlineData("l(page: $p, count: $n) { data paginatorInfo { total } }", """{"data":[1],"paginatorInfo":{"total":3}}""", """{"data":[2,3],"paginatorInfo":{"total":3}}""")]
    [InlineData("l(page: $p, perPage: $n) { items pageInfo { hasNextPage } }", """{"items":[1],"pageInfo":{"hasNextPage":true}}""", """{"items":[2,3],"pageInfo":{"hasNextPage":false}}""")]
    [InlineData("l(page: $p, pageSize: $n) { nodes meta { pagination { total pageCount } } }", """{"nodes":[1],"meta":{"pagination":{"pageCount":2}}}""", """{"nodes":[2,3],"meta":{"pagination":{"pageCount":2}}}""")]
    [InlineData("l(page: $p, per_page: $n) { results }", """{"results":[1,2]}""", """{"results":[3]}""", """{"results":[]}""")]
    [InlineData("l(page: $p, page_size: $n) { data }", """{"data":[1,2]}""", """{"data":[3]}""", """{"data":[]}""")]
    [InlineData("l(page: $p, size: $n) { data }", """{"data":[1,2]}""", """{"data":[3]}""", """{"data":[]}""")]
    [InlineData("l(page: $p, take: $n) { data }", """{"data":[1,2]}""", """{"data":[3]}""", """{"data":[]}""")]
    [InlineData("l(page: $p, limit: $n) { id }", "[1,2]", "[3]", "[]")]
    public void A_list_is_followed_by_the_page_number(string field, params string[] pages)
    {
        var walk = ListWalk.Take($"query($p: Int, $n: Int) {{ {field} }}", null, new PagingOptions { PageSize = 2 }, [.. pages.Select(page => $$"""{"l":{{page}}}""")]);

        Assert.Equal([1L, 2L, 3L], walk.Items);
        Assert.Equal(new[] { "p=1 n=2", "p=2 n=2", "p=3 n=2" }.Take(pages.Length), walk.Requests);
        Assert.Null(walk.Last.Warning);
    }

    [Theory]
    [InlineData("perPage")]
    [InlineData("per_page")]
    [InlineData("pageSize")]
    [InlineData("page_size")]
    public void A_page_number_is_added_to_an_input_object(string size)
    {
        var input = new Dictionary<string, object?> { ["i"] = new Dictionary<string, object?> { [size] = 2L } };

        var walk = ListWalk.Take("query($i: Paging!) { l(input: $i) { data } }", input, null, """{"l":{"data":[1,2]}}""", """{"l":{"data":[]}}""");

        Assert.Equal([$"i{{{size}=2 page=1}}", $"i{{{size}=2 page=2}}"], walk.Requests);
    }

    [Theory]
    [InlineData("""{"data":[1,2,3],"total":2}""", true)]
    [InlineData("""{"data":[1,2,3],"total":0}""", true)]
    [InlineData("""{"data":[1,2,3],"last_page":0}""", true)]
    [InlineData("""{"data":[1,2,3],"last_page":1,"total":9}""", false)]
    [InlineData("""{"data":[1,2,3],"last_page":4,"has_more_pages":false}""", false)]
    [InlineData("""{"data":[1,2,3],"last_page":1,"has_more_pages":true}""", true)]
    [InlineData("""{"data":[1,2,3],"last_page":3,"current_page":3}""", false)]
    [InlineData("""{"data":[],"has_more_pages":true}""", true)]
    [InlineData("""{"data":[],"last_page":3}""", true)]
    [InlineData("""{"data":[],"total":3}""", false)]
    [InlineData("""{"data":[],"total":0,"last_page":1}""", false)]
    [InlineData("null", false)]
    public void One_of_several_contradicting_members_decides(string page, bool goesOn)
    {
        var walk = ListWalk.Take("query($p: Int, $n: Int) { l(page: $p, limit: $n) { data total last_page current_page has_more_pages } }", null, null, $$"""{"l":{{page}}}""");

        Assert.Equal(goesOn, walk.Last.Next is not null);
        Assert.Null(walk.Last.Failure);
    }

    [Theory]
    [InlineData("""{"data":[1,2,3],"total":9,"has_more_pages":false}""", "after 3 of the 9 items")]
    [InlineData("""{"data":[],"total":3}""", "after 0 of the 3 items")]
    [InlineData("""{"data":[1,2,3],"total":3,"has_more_pages":false}""", null)]
    public void A_list_that_ends_before_its_total_is_warned_about(string page, string? said)
    {
        var warning = ListWalk.Take("query($p: Int, $n: Int) { l(page: $p, limit: $n) { data total has_more_pages } }", null, null, $$"""{"l":{{page}}}""").Last.Warning;

        Assert.Equal(said is not null, warning?.Contains(said!, StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public void Empty_pages_are_skipped_up_to_a_limit_while_the_service_announces_more()
    {
        var empty = Enumerable.Repeat("""{"l":{"data":[],"last_page":1000000}}""", 200).ToArray();

        var walk = ListWalk.Take("query($p: Int, $n: Int) { l(page: $p, limit: $n) { data last_page } }", null, null, empty);

        Assert.Equal(RepetitionGuard.MostEmptyPages + 1, walk.Pages.Count);
        Assert.Equal(ErrorCodes.PagingLoop, walk.Last.Failure?.ErrorCode);
    }

    /// <summary>The service has 230 items and gives another number of them than was asked for.</summary>
    [Theory]
    [InlineData(50, 0, 0, false, 5)]
    [InlineData(50, 0, 70, false, 5)]
    [InlineData(50, 0, 150, false, 5)]
    [InlineData(50, 0, 200, false, 5)]
    [InlineData(50, 0, 200, true, 2)]
    [InlineData(0, 150, 0, false, 2)]
    [InlineData(0, 150, 200, false, 3)]
    [InlineData(0, 0, 200, false, 1)]
    [InlineData(0, 0, 100, false, 2)]
    public void Skip_is_exact_whatever_the_page_size_of_the_service(int cap, int least, int skip, bool tellsPerPage, int requests)
    {
        var service = new ListService(Paged.PageNumber, 230) { Cap = cap == 0 ? int.MaxValue : cap, Least = least, TellsPerPage = tellsPerPage };

        var items = service.ReadAll(new PagingOptions { Skip = (ulong)skip });

        Assert.Equal(Enumerable.Range(skip, 230 - skip).Select(index => (object?)(long)index), items);
        Assert.InRange(service.Requests.Count, 1, requests + 2);
    }

    /// <summary>Page 3 of 12 has two items, and 2 * 11 + 2 is the total: as if it were the last of three pages of eleven.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_total_that_matches_by_chance_does_not_prove_the_page_size(bool tellsLastPage)
    {
        var service = new ListService(Paged.PageNumber, 24) { Cap = 2, TellsMore = false, TellsLastPage = tellsLastPage };

        Assert.Empty(service.ReadAll(new PagingOptions { PageSize = 11, Skip = 29 }));
        Assert.Equal([23L], service.ReadAll(new PagingOptions { PageSize = 11, Skip = 23 }));
    }

    [Fact]
    public void A_last_page_that_the_service_repeats_is_the_end_with_a_warning()
    {
        var service = new ListService(Paged.PageNumber, 25) { TellsMore = false, TellsTotal = false, ClampsPage = true };
        var pager = service.Follow(new PagingOptions { PageSize = 10 });
        var count = 0;

        ListPage page;
        for (var request = pager.First(); ; request = page.Next)
        {
            page = pager.Read(service.Answer(request!));
            count += page.Items.Count;
            if (page.Next is null)
                break;
        }

        Assert.Equal((25, 4), (count, service.Requests.Count));
        Assert.Contains("gave page 3 again for page 4", page.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void The_resume_point_names_the_page()
    {
        var walk = ListWalk.Take(
            "query($p: Int, $n: Int) { l(page: $p, limit: $n) { data } }", null, new PagingOptions { Skip = 1, First = 9 }, """{"l":{"data":[1,2,3]}}""");

        Assert.Equal("-Variables @{ p = 2 } -First 7", walk.Last.Resume!.ToString());
    }
}
