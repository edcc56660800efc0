namespace RfaAuth.Core.Tests.GraphQL.Paging;

public sealed class PagerTests
{
    [Theory]
    [InlineData("$t: Int", null, null, 100)]
    [InlineData("$t: Int = 7", null, null, 7)]
    [InlineData("$t: Int = 7", 8, null, 8)]
    [InlineData("$t: Int = 7", 8, 9, 9)]
    [InlineData("$t: Int!", null, null, 100)]
    [InlineData("$t: Int", 1, null, 1)]
    public void The_page_size_is_that_of_the_parameter_else_the_variable_else_the_default(string declared, int? variable, int? parameter, int expected)
    {
        var request = new GraphQLRequest($"query($s: Int!, {declared}) {{ l(skip: $s, take: $t) {{ items }} }}");
        var variables = new Dictionary<string, object?>();
        if (variable is not null)
            variables["t"] = variable;

        var pager = new Pager(request, variables, ListSource.Choose(request, null), new PagingOptions { PageSize = parameter });

        Assert.Equal(expected, pager.First()!.Variables!["t"]);
        Assert.Equal(0, pager.First()!.Variables!["s"]);
    }

    [Theory]
    [InlineData("s", -1)]
    [InlineData("s", "1")]
    [InlineData("s", 1.5)]
    [InlineData("t", 0)]
    [InlineData("t", true)]
    public void A_wrong_start_or_page_size_is_an_error_before_anything_is_sent(string name, object value)
    {
        var request = new GraphQLRequest("query($s: Any, $t: Any) { l(skip: $s, take: $t) { items } }");

        var exception = Assert.Throws<RfaException>(() =>
            new Pager(request, new Dictionary<string, object?> { [name] = value }, ListSource.Choose(request, null), new PagingOptions()));

        Assert.Equal(ErrorCodes.InvalidVariables, exception.ErrorCode);
        Assert.Contains("$" + name, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_size_without_a_variable_for_it_is_an_error()
    {
        var request = new GraphQLRequest("query($s: Int) { l(skip: $s, take: 5) { items } }");

        var exception = Assert.Throws<RfaException>(() => new Pager(request, null, ListSource.Choose(request, null), new PagingOptions { PageSize = 3 }));

        Assert.Equal(ErrorCodes.PagingNotPossible, exception.ErrorCode);
    }

    [Fact]
    public void The_last_page_asks_only_for_the_items_needed_unless_pages_have_numbers()
    {
        var offset = new ListService(Paged.Offset, 100);
        var number = new ListService(Paged.PageNumber, 100);
        var cursor = new ListService(Paged.Cursor, 100);
        var options = new PagingOptions { PageSize = 10, First = 13, Skip = 5 };

        Assert.All([offset, number, cursor], service => Assert.Equal(13, service.ReadAll(options).Count));

        Assert.Equal([(5, 10), (15, 3)], offset.Requests);
        Assert.Equal([(1, 10), (2, 10)], number.Requests);
        Assert.Equal([(null, 10), ("10", 8)], cursor.Requests);
    }

    [Fact]
    public void First_0_fetches_nothing_except_a_requested_total()
    {
        var service = new ListService(Paged.Offset, 5);

        Assert.Empty(service.ReadAll(new PagingOptions { First = 0 }));
        Assert.Empty(service.Requests);
        Assert.Empty(service.ReadAll(new PagingOptions { First = 0, NeedsTotal = true }));
        Assert.Equal([(0, 1)], service.Requests);
        Assert.Empty(ListWalk.Take("query($s: Int, $t: Int) { l(skip: $s, take: $t) { items } }", null, new PagingOptions { First = 0, NeedsTotal = true }).Requests);
    }

    [Theory]
    [InlineData("l(skip: $s, take: $n) { items totalCount }", 100, null, "s=20 n=10|s=30 n=10|s=40 n=10")]
    [InlineData("l(skip: $s, take: $n) { items totalCount }", 30, null, "s=20 n=10")]
    [InlineData("l(skip: $s, take: $n) { items totalCount }", 20, null, "")]
    [InlineData("l(skip: $s, take: $n) { items totalCount }", 100, 20, "")]
    [InlineData("l(skip: $s, take: $n) { items totalCount }", 100, 25, "s=20 n=5")]
    [InlineData("l(skip: $s, take: $n) { items totalCount }", 100, 45, "s=20 n=10|s=30 n=10|s=40 n=5")]
    [InlineData("l(skip: $s, take: 10) { items totalCount }", 100, 25, "s=20")]
    [InlineData("l(skip: $s, take: $n) { items }", 100, null, "")]
    [InlineData("l(page: $s, limit: $n) { data total }", 35, null, "s=3 n=10|s=4 n=10")]
    [InlineData("l(page: $s, limit: $n) { data last_page }", 35, null, "s=3 n=10|s=4 n=10")]
    [InlineData("l(page: $s, limit: $n) { data total }", 100, 25, "s=3 n=10")]
    public void The_pages_behind_the_next_one_are_predicted_as_far_as_they_are_needed(string field, int total, int? first, string predicted)
    {
        var request = new GraphQLRequest($"query($s: Int, $n: Int) {{ {field} }}");
        var source = ListSource.Choose(request, null);
        var pager = new Pager(request, null, source, new PagingOptions { PageSize = field.Contains("$n", StringComparison.Ordinal) ? 10 : null, First = (ulong?)first });
        CallResult Answer(int from) => Page(source, JsonSerializer.Serialize(new
        {
            items = Enumerable.Range(from, 10), data = Enumerable.Range(from, 10), totalCount = total, total, last_page = (total + 9) / 10,
        }));
        pager.First();
        pager.Read(Answer(0));

        var requests = pager.Ahead(3).ToList();

        Assert.Equal(predicted, string.Join("|", requests.Select(ListWalk.Show)));
        if (requests.Count > 0)
            Assert.Same(requests[0], pager.Read(Answer(10)).Next);
    }

    [Fact]
    public void After_a_short_page_the_pages_behind_it_are_predicted_again()
    {
        var request = new GraphQLRequest("query($s: Int, $n: Int) { l(skip: $s, take: $n) { items totalCount } }");
        var source = ListSource.Choose(request, null);
        var pager = new Pager(request, null, source, new PagingOptions { PageSize = 10 });
        CallResult Answer(int from, int count) => Page(source, JsonSerializer.Serialize(new { items = Enumerable.Range(from, count), totalCount = 100 }));
        pager.First();
        pager.Read(Answer(0, 10));
        Assert.Equal(["s=20 n=10", "s=30 n=10"], pager.Ahead(2).Select(ListWalk.Show));

        Assert.Equal("s=15 n=10", ListWalk.Show(pager.Read(Answer(10, 5)).Next!));
        Assert.Equal(["s=20 n=10", "s=25 n=10"], pager.Ahead(2).Select(ListWalk.Show));
    }

    [Fact]
    public void A_list_beside_an_error_about_its_size_is_output()
    {
        var page = ListWalk.Take(
            "query($s: Int, $t: Int) { l(skip: $s, take: $t) { items } }", null, null,
            """{"l":{"items":[1,2]}},"errors":[{"message":"Too much.","extensions":{"code":"HC0051","maxAllowedItems":1}}]""").Last;

        Assert.Equal([1L, 2L], page.PlainItems());
        Assert.Null(page.Note);
        Assert.Single(page.Result.Errors);
    }

    [Theory]
    [InlineData("""{"items":[1],"totalCount":7}""", 7L)]
    [InlineData("""{"items":[],"totalCount":0}""", 0L)]
    [InlineData("""{"items":[1],"totalCount":null}""", null)]
    [InlineData("""{"items":[1],"totalCount":-1}""", null)]
    public void A_page_has_the_total_of_the_service(string list, long? total) =>
        Assert.Equal(total, ReadOne("query($s: Int, $t: Int) { l(skip: $s, take: $t) { items totalCount } }", list).TotalCount);

    [Theory]
    [InlineData("l(skip: $s) { id }", "[1]", true)]
    [InlineData("l(skip: $s) { items }", "[1]", true)]
    [InlineData("l(skip: $s) { items }", """{"items":[1]}""", false)]
    public void A_page_says_whether_the_field_itself_is_the_list(string field, string list, bool isPlain) =>
        Assert.Equal(isPlain, ReadOne($"query($s: Int) {{ {field} }}", list).IsPlainList);

    [Theory]
    [InlineData("l(after: $s) { nodes pageInfo { hasNextPage endCursor } }", "[1]", "it stands below another list")]
    [InlineData("l(skip: $s) { id }", """{"id":1}""", "its value is no list. Select the items in it as items")]
    [InlineData("l(skip: $s) { items }", """{"items":{"id":1}}""", "its value is no list.")]
    public void A_value_of_another_kind_is_an_error(string field, string list, string said)
    {
        var exception = Assert.Throws<RfaException>(() => ReadOne($"query($s: Int) {{ {field} }}", list));

        Assert.Equal(ErrorCodes.PagingNotPossible, exception.ErrorCode);
        Assert.Contains(said, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_items_are_read_if_their_edges_are_null() => Assert.Equal(
        [1L],
        ReadOne(
            "query($c: String) { l(after: $c) { nodes edges { cursor } pageInfo { hasNextPage endCursor } } }",
            """{"nodes":[1],"edges":null,"pageInfo":{"hasNextPage":false}}""").PlainItems());

    [Fact]
    public void An_export_goes_on_by_Resume() => Assert.Equal(
        "-Resume",
        ListWalk.Take("query($s: Int) { l(skip: $s) { items } }", null, new PagingOptions { OutFile = "list.csv" }, """{"l":{"items":[1]}}""").Last.Resume!.ToString());

    [Fact]
    public void The_resume_point_skips_what_is_still_to_be_skipped() => Assert.Equal(
        "-Variables @{ c = 'b' } -Skip 3 -First 4",
        ListWalk.Take(
            "query($c: String, $n: Int) { l(after: $c, first: $n) { nodes pageInfo { hasNextPage endCursor } } }", null, new PagingOptions { Skip = 5, First = 4 },
            """{"l":{"nodes":[1,2],"pageInfo":{"hasNextPage":true,"endCursor":"b"}}}""").Last.Resume!.ToString());

    [Theory]
    [InlineData(null, 5, "ended after 3 of the 5 items")]
    [InlineData(null, 3, null)]
    [InlineData("a", 5, null)]
    public void A_list_by_cursors_that_ends_before_its_total_is_warned_about_if_it_was_read_from_its_start(string? start, int total, string? said)
    {
        var variables = start is null ? null : new Dictionary<string, object?> { ["c"] = start };

        var warning = ListWalk.Take(
            "query($c: String) { l(after: $c) { nodes totalCount pageInfo { hasNextPage endCursor } } }", variables, null,
            $$$"""{"l":{"nodes":[1,2],"totalCount":{{{total}}},"pageInfo":{"hasNextPage":true,"endCursor":"b"} } }""",
            $$$"""{"l":{"nodes":[3],"totalCount":{{{total}}},"pageInfo":{"hasNextPage":false} } }""").Last.Warning;

        Assert.Equal(said is not null, warning?.Contains(said!, StringComparison.Ordinal) ?? false);
    }

    [Theory]
    [InlineData(Paged.Offset)]
    [InlineData(Paged.PageNumber)]
    [InlineData(Paged.Cursor)]
    internal void A_page_that_comes_again_is_a_loop_and_is_not_output(Paged shape)
    {
        var service = new ListService(shape, 50) { IgnoresStart = true };
        var pager = service.Follow(new PagingOptions { PageSize = 10 });
        var page = pager.Read(service.Answer(pager.First()!));

        var exception = Assert.Throws<RfaException>(() => pager.Read(service.Answer(page.Next!)));

        Assert.Equal(ErrorCodes.PagingLoop, exception.ErrorCode);
        Assert.Equal(10, page.Resume!.ItemCount);
    }

    [Fact]
    public void Equal_pages_of_equal_items_are_no_loop()
    {
        var same = new ListService(Paged.Offset, 50) { Item = _ => "x" };
        var single = new ListService(Paged.Offset, 50) { Item = _ => "x" };

        Assert.Equal(50, same.ReadAll(new PagingOptions { PageSize = 10 }).Count);
        Assert.Equal(50, single.ReadAll(new PagingOptions { PageSize = 1 }).Count);
    }

    [Fact]
    public void Cursors_and_pages_that_look_alike_have_different_digests()
    {
        object[] cursors = ["1", 1L, "", "null", "a", "ab", "\uD800", "\uD801"];
        RawJson[][] pages = [[RawJson.Of("1"), RawJson.Of("2")], [RawJson.Of("12")], [RawJson.Of("1")], [RawJson.Of("2"), RawJson.Of("1")], []];

        Assert.Equal(cursors.Length, cursors.Select(Digest.OfCursor).Distinct().Count());
        Assert.Equal(pages.Length, pages.Select(Digest.Of).Distinct().Count());
        Assert.Equal(Digest.OfCursor("a"), Digest.OfCursor("a"));
    }

    [Theory]
    [InlineData("l(skip: $s, take: $n) { items totalCount }", """{"items":[1,2],"totalCount":5}""", """{"items":[4,5],"totalCount":4}""", true)]
    [InlineData("l(skip: $s, take: $n) { items totalCount pageInfo { hasNextPage } }", """{"items":[1,2],"totalCount":5,"pageInfo":{"hasNextPage":true}}""", """{"items":[2,3],"totalCount":6,"pageInfo":{"hasNextPage":true}}""", true)]
    [InlineData("l(page: $s, limit: $n) { data total }", """{"data":[1,2],"total":5}""", """{"data":[4,5],"total":4}""", true)]
    [InlineData("l(skip: $s, take: $n) { items totalCount }", """{"items":[1,2],"totalCount":5}""", """{"items":[3,4],"totalCount":5}""", false)]
    [InlineData("l(skip: $s, take: $n) { items totalCount }", """{"items":[1,2],"totalCount":5}""", """{"items":[3,4],"totalCount":null}""", false)]
    [InlineData("l(skip: $s, take: $n) { items totalCount pageInfo { hasNextPage } }", """{"items":[1,2],"totalCount":5,"pageInfo":{"hasNextPage":true}}""", """{"items":[],"totalCount":1}""", true)]
    [InlineData("l(skip: $s, take: $n) { items totalCount pageInfo { hasNextPage } }", """{"items":[1,2],"totalCount":5,"pageInfo":{"hasNextPage":true}}""", """{"items":[],"totalCount":0}""", false)]
    [InlineData("l(skip: $s, take: $n) { items totalCount pageInfo { hasNextPage } }", """{"items":[1,2],"totalCount":5,"pageInfo":{"hasNextPage":true}}""", """{"items":[3,4],"totalCount":3}""", false)]
    [InlineData("l(page: $s, limit: $n) { data total pageInfo { hasNextPage } }", """{"data":[1,2],"total":5,"pageInfo":{"hasNextPage":true}}""", """{"data":[3],"total":1}""", false)]
    [InlineData("l(after: $s, first: $n) { nodes totalCount pageInfo { hasNextPage endCursor } }", """{"nodes":[1,2],"totalCount":5,"pageInfo":{"hasNextPage":true,"endCursor":2}}""", """{"nodes":[3,4],"totalCount":4,"pageInfo":{"hasNextPage":false}}""", false)]
    public void A_total_that_changes_on_the_way_is_a_warning_where_items_may_shift(string field, string first, string second, bool isNoticed)
    {
        var walk = ListWalk.Take($"query($s: Any, $n: Int) {{ {field} }}", null, new PagingOptions { PageSize = 2 }, $$"""{"l":{{first}}}""", $$"""{"l":{{second}}}""");

        Assert.Null(walk.Pages[0].Warning);
        Assert.Equal(isNoticed, walk.Pages[1].Warning?.Contains("its total was 5", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public void The_number_of_items_on_a_page_is_no_total_that_changes_also_where_the_first_page_number_is_given()
    {
        const string Document = "query($s: Int, $n: Int) { l(page: $s, limit: $n) { data total pageInfo { hasNextPage } } }";
        var start = new Dictionary<string, object?> { ["s"] = 3 };

        var walk = ListWalk.Take(Document, start, new PagingOptions { PageSize = 2 }, """{"l":{"data":[1,2],"total":2,"pageInfo":{"hasNextPage":true}}}""", """{"l":{"data":[3],"total":1}}""");

        Assert.All(walk.Pages, page => Assert.Null(page.Warning));
    }

    [Fact]
    public void A_total_below_the_place_in_the_list_is_no_total_that_changes()
    {
        var start = new Dictionary<string, object?> { ["s"] = 10 };

        var walk = ListWalk.Take("query($s: Int) { l(skip: $s) { items totalCount } }", start, null, """{"l":{"items":[1,2],"totalCount":20}}""", """{"l":{"items":[3,4],"totalCount":8}}""");

        Assert.All(walk.Pages, page => Assert.Null(page.Warning));
    }

    [Fact]
    public void A_total_that_goes_on_changing_is_one_warning_and_another_one_after_a_resume()
    {
        const string Document = "query($s: Int, $n: Int) { l(skip: $s, take: $n) { items totalCount } }";
        string[] pages = [.. Enumerable.Range(0, 4).Select(page => $$$"""{"l":{"items":[{{{2 * page}}},{{{(2 * page) + 1}}}],"totalCount":{{{20 + page}}}}}""")];

        var walk = ListWalk.Take(Document, null, new PagingOptions { PageSize = 2 }, pages);

        Assert.Equal([null, "21", null, null], walk.Pages.Select(page => page.Warning is { } text ? string.Concat(text.Where(char.IsAsciiDigit)).Replace("20", "", StringComparison.Ordinal) : null));
        var request = new GraphQLRequest(Document);
        var source = ListSource.Choose(request, null);
        var resumed = new Pager(request, null, source, new PagingOptions { PageSize = 2 }, RecordedState(walk.Pages[0].State!));
        Assert.Contains("was 20 and is 23 now", resumed.Read(ListAnswers.Read(source, $$"""{"data":{{pages[3]}}}""")).Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_goes_on_in_another_process_knows_what_is_still_wanted_and_the_page_before()
    {
        var request = new GraphQLRequest("query($c: String, $n: Int) { l(after: $c, first: $n) { nodes totalCount pageInfo { hasNextPage endCursor } } }");
        var source = ListSource.Choose(request, null);
        var options = new PagingOptions { Skip = 3, First = 2 };
        CallResult Answer(string items, string cursor) => Page(source, $$"""{"nodes":{{items}},"totalCount":9,"pageInfo":{"hasNextPage":true,"endCursor":"{{cursor}}"} }""");
        var pager = new Pager(request, null, source, options);
        pager.First();
        pager.Read(ListAnswers.Read(source, """{"data":{"l":null},"errors":[{"message":"Too much.","extensions":{"code":"HC0051","maxAllowedItems":2}}]}"""));
        var state = RecordedState(pager.Read(Answer("[1,2]", "b")).State!);
        Pager GoOn()
        {
            var next = new Pager(request, null, source, options, state);
            Assert.Equal("c=b n=2", ListWalk.Show(next.First()!));
            return next;
        }

        Assert.Equal(new PagerState("b", 0) { Before = 2, Size = 2, Lowerings = 1, Drop = 1, Left = 2, FirstCount = 2, FirstTotal = 9, LastPage = state.LastPage }, state);
        Assert.Equal([4L], GoOn().Read(Answer("[3,4]", "c")).PlainItems());
        Assert.Null(GoOn().Read(Answer("[3,4,5,6]", "c")).Next);
        Assert.Equal(ErrorCodes.PagingLoop, Assert.Throws<RfaException>(() => GoOn().Read(Answer("[1,2]", "c"))).ErrorCode);
    }

    [Theory]
    [InlineData("""{"items":[],"totalCount":0,"pageInfo":{"hasNextPage":true}}""")]
    [InlineData("""{"items":[],"totalCount":9,"pageInfo":{"hasNextPage":null}}""")]
    public void An_empty_page_with_more_behind_it_is_a_loop(string list)
    {
        var page = ReadOne("query($s: Int, $t: Int) { l(skip: $s, take: $t) { items totalCount pageInfo { hasNextPage } } }", list);

        Assert.Equal(ErrorCodes.PagingLoop, page.Failure?.ErrorCode);
        Assert.Null(page.Next);
    }

    [Fact]
    public void HasNextPage_wins_over_the_total()
    {
        const string Document = "query($s: Int, $t: Int) { l(skip: $s, take: $t) { items totalCount pageInfo { hasNextPage } } }";

        Assert.Null(ReadOne(Document, """{"items":[1],"totalCount":9,"pageInfo":{"hasNextPage":false}}""").Next);
        Assert.NotNull(ReadOne(Document, """{"items":[1],"totalCount":1,"pageInfo":{"hasNextPage":true}}""").Next);
    }

    [Theory]
    [InlineData("""{"items":[1,2],"totalCount":1}""", true)]
    [InlineData("""{"items":[1,2],"totalCount":0}""", true)]
    [InlineData("""{"items":[1,2],"totalCount":2}""", false)]
    [InlineData("""{"items":[],"totalCount":0}""", false)]
    public void A_total_smaller_than_the_items_received_does_not_end_a_list(string list, bool goesOn)
    {
        var page = ReadOne("query($s: Int, $t: Int) { l(skip: $s, take: $t) { items totalCount } }", list);

        Assert.Null(page.Failure);
        Assert.Equal(goesOn, page.Next is not null);
    }

    [Fact]
    public void A_list_with_a_start_beyond_the_total_is_empty()
    {
        var page = ReadOne(
            "query($s: Int, $t: Int) { l(skip: $s, take: $t) { items totalCount } }",
            """{"items":[],"totalCount":3}""",
            new Dictionary<string, object?> { ["s"] = 9 });

        Assert.Null(page.Failure);
        Assert.Null(page.Next);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"c0\"")]
    public void A_cursor_that_is_missing_or_repeats_is_a_loop_after_its_page(string cursor)
    {
        var page = ReadOne(
            "query($c: String) { l(after: $c) { nodes pageInfo { hasNextPage endCursor } } }",
            $$$"""{"nodes":[1],"pageInfo":{"hasNextPage":true,"endCursor":{{{cursor}}} } }""",
            new Dictionary<string, object?> { ["c"] = "c0" });

        Assert.Equal([1L], page.PlainItems());
        Assert.Equal(ErrorCodes.PagingLoop, page.Failure?.ErrorCode);
        Assert.Equal(1, page.Resume?.ItemCount);
    }

    [Fact]
    public void Empty_pages_with_new_cursors_are_skipped_up_to_a_limit()
    {
        var request = new GraphQLRequest("query($c: String) { l(after: $c) { nodes pageInfo { hasNextPage endCursor } } }");
        var source = ListSource.Choose(request, null);
        var pager = new Pager(request, null, source, new PagingOptions());
        var pages = 1;

        ListPage page;
        for (pager.First(); (page = pager.Read(Page(source, $$$"""{"nodes":[],"pageInfo":{"hasNextPage":true,"endCursor":"{{{pages}}}"}}"""))).Next is not null;)
            pages++;

        Assert.Equal(RepetitionGuard.MostEmptyPages + 1, pages);
        Assert.Equal(ErrorCodes.PagingLoop, page.Failure?.ErrorCode);
    }

    [Fact]
    public void A_list_that_is_null_is_empty_or_an_error()
    {
        const string Document = "query($s: Int, $t: Int) { l(skip: $s, take: $t) { items pageInfo { hasNextPage } } }";
        var request = new GraphQLRequest(Document);
        var source = ListSource.Choose(request, null);
        var pager = new Pager(request, null, source, new PagingOptions());
        pager.First();

        Assert.Empty(ReadOne(Document, "null").Items);
        Assert.Null(ReadOne(Document, """{"items":null,"pageInfo":{"hasNextPage":true}}""").Next);
        Assert.Equal(ErrorCodes.PagingNotPossible, Assert.Throws<RfaException>(() => ReadOne(Document, """{"items":5}""")).ErrorCode);
        pager.Read(Page(source, """{"items":[1],"pageInfo":{"hasNextPage":true}}"""));
        Assert.Equal(ErrorCodes.MalformedGraphQLResponse, Assert.Throws<RfaException>(() => pager.Read(Page(source, "null"))).ErrorCode);
        var refused = ListAnswers.Read(source, """{"data":{"l":null,"x":1},"errors":[{"message":"no","extensions":{"code":"NOPE"}},{"message":"never"}]}""");
        Assert.Equal("NOPE", Assert.Throws<RfaException>(() => pager.Read(refused)).ErrorCode);
    }

    [Fact]
    public void A_start_too_large_for_its_variable_is_an_error_after_the_page_before_it()
    {
        var page = ReadOne(
            "query($s: Int, $t: Int) { l(skip: $s, take: $t) { items pageInfo { hasNextPage } } }",
            """{"items":[1],"pageInfo":{"hasNextPage":true}}""",
            new Dictionary<string, object?> { ["s"] = int.MaxValue });

        Assert.Equal([1L], page.PlainItems());
        Assert.Equal(ErrorCodes.InvalidVariables, page.Failure?.ErrorCode);
    }

    [Theory]
    [InlineData("""{"nodes":[1],"pageInfo":null}""", ErrorCodes.MalformedGraphQLResponse)]
    [InlineData("""{"nodes":[1]}""", ErrorCodes.MalformedGraphQLResponse)]
    [InlineData("""{"nodes":[1],"pageInfo":{"hasNextPage":"true"}}""", ErrorCodes.MalformedGraphQLResponse)]
    [InlineData("""{"nodes":[1],"pageInfo":{"hasNextPage":true,"endCursor":{"a":1}}}""", ErrorCodes.PagingLoop)]
    [InlineData("""{"nodes":[1],"pageInfo":{"endCursor":"x"}}""", null)]
    [InlineData("""{"nodes":[1],"pageInfo":{"hasNextPage":false}}""", null)]
    [InlineData("""{"nodes":[],"pageInfo":null}""", null)]
    public void A_list_without_a_sign_of_its_end_is_an_error(string list, string? code)
    {
        var page = ReadOne("query($c: String) { l(after: $c) { nodes pageInfo { hasNextPage endCursor } } }", list);

        Assert.Equal(code, page.Failure?.ErrorCode);
    }

    [Theory]
    [InlineData("""{"items":[1],"pageInfo":null}""", true)]
    [InlineData("""{"items":[],"pageInfo":null}""", false)]
    [InlineData("""{"items":[1],"pageInfo":{"hasNextPage":false}}""", false)]
    public void An_empty_page_ends_a_list_without_another_sign(string list, bool goesOn)
    {
        Assert.Equal(goesOn, ReadOne("query($s: Int) { l(skip: $s) { items pageInfo { hasNextPage } } }", list).Next is not null);
        Assert.Equal(goesOn, ReadOne("query($s: Int, $t: Int) { l(skip: $s, take: $t) { items pageInfo { hasNextPage } } }", list).Next is not null);
    }

    [Fact]
    public void An_error_before_the_first_item_says_nothing_about_going_on() =>
        Assert.Null(ReadOne("query($s: Int, $t: Int) { l(skip: $s, take: $t) { items pageInfo { hasNextPage } } }", """{"items":[],"pageInfo":{"hasNextPage":true}}""").Resume);

    [Theory]
    [InlineData("$s: Int", 2147483648, true)]
    [InlineData("$s: Int!", 2147483647, false)]
    [InlineData("$s: Long", 2147483648, false)]
    [InlineData("$s: Long", ulong.MaxValue, true)]
    public void A_Skip_too_large_for_its_variable_is_an_error_that_names_Skip(string declared, ulong skip, bool isRefused)
    {
        var request = new GraphQLRequest($"query({declared}, $t: Int) {{ l(skip: $s, take: $t) {{ items }} }}");
        Pager Follow() => new(request, null, ListSource.Choose(request, null), new PagingOptions { Skip = skip });

        if (isRefused)
            Assert.StartsWith("-Skip is too large", Assert.Throws<RfaException>(Follow).Message, StringComparison.Ordinal);
        else
            Assert.NotNull(Follow().First());
    }

    [Fact]
    public void A_numeric_cursor_can_be_a_resume_point()
    {
        var page = ReadOne("query($c: Int) { l(after: $c) { nodes pageInfo { hasNextPage endCursor } } }", """{"nodes":[1],"pageInfo":{"hasNextPage":true,"endCursor":15}}""");

        Assert.Equal("15", $"{page.Next!.Variables!["c"]}");
        Assert.Equal("-Variables @{ c = 15 }", page.Resume!.ToString());
    }

    [Fact]
    public void A_cursor_is_quoted_for_PowerShell()
    {
        var resume = new ResumePoint(3) { After = "a'b\u2019c", AfterVariable = "endCursor", First = 2 };

        Assert.Equal("-Variables @{ endCursor = 'a''b\u2019\u2019c' } -First 2", resume.ToString());
        Assert.StartsWith("3 items were output before;", resume.Describe(), StringComparison.Ordinal);
        Assert.StartsWith("1 item was output before;", new ResumePoint(1) { Skip = 1 }.Describe(), StringComparison.Ordinal);
    }

    private static ListPage ReadOne(string document, string list, Dictionary<string, object?>? variables = null)
    {
        var request = new GraphQLRequest(document);
        var source = ListSource.Choose(request, null);
        var pager = new Pager(request, variables, source, new PagingOptions());
        pager.First();
        return pager.Read(Page(source, list));
    }

    private static CallResult Page(ListSource source, string list) => ListAnswers.Read(source, $$$"""{"data":{"l":{{{list}}} } }""");

    private static PagerState RecordedState(PagerState state) =>
        ExportRecordText.Read(ExportRecordText.Write(new ExportRecord(Fingerprint.Of(new Dictionary<string, string>()), 1, 1, 1) { State = state }))!.State!;
}
