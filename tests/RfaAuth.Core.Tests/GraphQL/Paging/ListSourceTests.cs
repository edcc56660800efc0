namespace RfaAuth.Core.Tests.GraphQL.Paging;

public sealed class ListSourceTests
{
    private const string Segment = "{ items { a } pageInfo { hasNextPage } }";

    [Theory]
    [InlineData("query($skip: Int, $take: Int) { companies(skip: $skip, take: $take) { items { a } pageInfo { hasNextPage } } }", "companies.items", "skip", "take")]
    [InlineData("query($from: Int, $n: Int) { companies(skip: $from, take: $n) { items { a } } }", "companies.items", "from", "n")]
    [InlineData("query($s: Int) { companies(skip: $s) { items { a } totalCount } }", "companies.items", "s", null)]
    [InlineData("query($s: Int) { companies(skip: $s, take: 5) { items { a } } }", "companies.items", "s", null)]
    [InlineData("query($page: Int, $limit: Int) { Orders(page: $page, limit: $limit) { data { id } } }", "Orders.data", "page", "limit")]
    [InlineData("query($page: Int) { Orders(page: $page, limit: 50) { data { id } } }", "Orders.data", "page", null)]
    [InlineData("query($c: String, $n: Int) { a(after: $c, first: $n) { nodes { id } pageInfo { endCursor hasNextPage } } }", "a.nodes", "c", "n")]
    [InlineData("query($c: String) { a(after: $c, first: 9) { edges { node { id } } pageInfo { endCursor hasNextPage } } }", "a.edges.node", "c", null)]
    [InlineData("query($c: String) { a(after: $c, first: 9) { edges { size } pageInfo { endCursor hasNextPage } } }", "a.edges", "c", null)]
    [InlineData("query($s: Int, $t: Int) { a { b { c: d(skip: $s, take: $t) { x: items { y } } } } }", "a.b.c.x", "s", "t")]
    [InlineData("query($s: Int, $t: Int) { ... { a { ...F } } } fragment F on T { ... on U { d(skip: $s, take: $t) { ...G } } } fragment G on S { items { y } }", "a.d.items", "s", "t")]
    [InlineData("query($s: Int, $t: Int) { d(skip: $s, take: $t) { totalCount } d(skip: $s, take: $t) { items { y } } }", "d.items", "s", "t")]
    [InlineData("query($s: Int, $t: Int) { companies(take: 3) { items { a } } auditors(skip: $s, take: $t) { items { a } } }", "auditors.items", "s", "t")]
    [InlineData("query($p: Int, $l: Int) { other(page: $p) { rows } Orders(page: $p, limit: $l) { data } }", "Orders.data", "p", "l")]
    public void The_list_is_the_field_with_the_paging_variables(string document, string path, string start, string? size)
    {
        var list = ListSource.Choose(new GraphQLRequest(document), null);

        Assert.Equal((path, start, size), (list.Field.ItemsPath, list.Field.Start.Name, list.Field.Size?.Name));
    }

    [Fact]
    public void A_document_for_gh_api_graphql_paginate_works_unchanged()
    {
        // The example of its manual: cli.github.com/manual/gh_api.
        var request = new GraphQLRequest("""
            query($endCursor: String) {
              viewer {
                repositories(first: 100, after: $endCursor) {
                  nodes { nameWithOwner }
                  pageInfo {
                    hasNextPage
                    endCursor
                  }
                }
              }
            }
            """);

        var list = ListSource.Choose(request, null);
        var pager = new Pager(request, null, list, new PagingOptions());

        Assert.Equal("viewer.repositories.nodes", list.Field.ItemsPath);
        Assert.Empty(pager.First()!.Variables!);
    }

    [Theory]
    [InlineData("{ companies { items { a } } }", "Declare $skip: Int and $take: Int")]
    [InlineData("query($skip: Int) { companies { items { a } } }", "no field has a declared variable")]
    [InlineData("query($x: Int) { companies(skip: 5, where: {skip: $x}) { items { a } } }", "no field has a declared variable")]
    [InlineData("query($s: Int, $t: Int) { companies(skip: $s, take: $t) { totalCount } }", "companies: select items")]
    [InlineData("query($p: Int, $l: Int) { Orders(page: $p, limit: $l) { total last_page } }", "Orders: select data")]
    [InlineData("query($c: String) { x { a(after: $c) { nodes { id } pageInfo { hasNextPage } } } }", "x.a: select pageInfo { hasNextPage endCursor }")]
    [InlineData("query($c: String) { a(after: $c) { totalCount pageInfo { hasNextPage endCursor } } }", "select nodes or edges")]
    [InlineData("query($s: Int, $t: Int) { a(skip: $s, take: $t) { items } x { b(skip: $s, take: $t) { items } } }", "a.items, x.b.items")]
    [InlineData("query($s: Int, $t: Int, $c: String) { a(skip: $s, take: $t) { items { b(after: $c) { nodes pageInfo { hasNextPage endCursor } } } } }", "a.items, a.items.b.nodes")]
    public void A_document_without_exactly_one_list_is_an_error_that_says_why(string document, string said)
    {
        var exception = Assert.Throws<RfaException>(() => ListSource.Choose(new GraphQLRequest(document), null));

        Assert.Equal(ErrorCodes.PagingNotPossible, exception.ErrorCode);
        Assert.Contains(said, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("b.items", "b.items", "")]
    [InlineData("a.items.name", "a.items", "name")]
    [InlineData("A.Items.name.first", "a.items", "name.first")]
    [InlineData("c.edges", "c.nodes", "")]
    [InlineData("c.edges.node.id", "c.nodes", "node.id")]
    [InlineData("c.nodes", "c.nodes", "")]
    public void A_data_path_chooses_the_list_and_the_fields_of_its_items(string path, string list, string rest)
    {
        var request = new GraphQLRequest($$"""
            query($s: Int, $t: Int, $c: String) {
              a(skip: $s, take: $t) {{Segment}}
              b(skip: $s, take: $t) {{Segment}}
              c(after: $c) { nodes { id } edges { cursor node { id } } pageInfo { hasNextPage endCursor } }
            }
            """);

        var chosen = ListSource.Choose(request, path.Split('.'));

        Assert.Equal((list, rest), (chosen.Field.ItemsPath, string.Join(".", chosen.ItemPath(isPlainList: false))));
        Assert.Equal(path.Split('.')[1], chosen.ItemsKey, ignoreCase: true);
    }

    [Fact]
    public void A_data_path_to_no_list_is_an_error_that_names_the_lists()
    {
        var request = new GraphQLRequest($"query($s: Int, $t: Int) {{ a(skip: $s, take: $t) {Segment} }}");

        var exception = Assert.Throws<RfaException>(() => ListSource.Choose(request, ["a"]));

        Assert.Equal(ErrorCodes.DataPathNotFound, exception.ErrorCode);
        Assert.Contains("a.items", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mutation_is_not_followed()
    {
        var request = new GraphQLRequest($"mutation($s: Int, $t: Int) {{ a(skip: $s, take: $t) {Segment} }}");

        Assert.Equal(ErrorCodes.ParameterConflict, Assert.Throws<RfaException>(() => ListSource.Choose(request, null)).ErrorCode);
    }

    [Fact]
    public void A_list_in_the_items_of_another_cannot_be_followed()
    {
        var request = new GraphQLRequest($"query($s: Int, $t: Int) {{ owners {{ pets(skip: $s, take: $t) {Segment} }} }}");
        var list = ListSource.Choose(request, null);
        var pager = new Pager(request, null, list, new PagingOptions());
        pager.First();

        var exception = Assert.Throws<RfaException>(() => pager.Read(ListAnswers.Read(list, """{"data":{"owners":[{"pets":{"items":[1]}}]}}""")));

        Assert.Equal(ErrorCodes.PagingNotPossible, exception.ErrorCode);
        Assert.Contains("below another list", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>The trees of these documents have a billion branches, or no end; the documents themselves are short.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("list(skip: $s, take: $t) { items }")]
    public async Task Each_fragment_is_searched_once(string atTheEnd)
    {
        var fragments = string.Concat(Enumerable.Range(0, 30).Select(i => $" fragment F{i} on T {{ a {{ ...F{i + 1} }} b {{ ...F{i + 1} }} }}"));
        var document = $"query($s: Int, $t: Int) {{ ...F0 l(skip: $s, take: $t) {{ items }} }} {fragments} fragment F30 on T {{ x {atTheEnd} }}";
        var cyclic = "query($s: Int, $t: Int) { ...F } fragment F on T { a { ...F } b { ...F } l(skip: $s, take: $t) { items } }";

        var found = await Task.Run(() => ListFields.Find(new GraphQLRequest(document))).WaitAsync(TimeSpan.FromSeconds(30));
        var endless = await Task.Run(() => ListFields.Find(new GraphQLRequest(cyclic))).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal("l.items", found[0].ItemsPath);
        Assert.Equal(atTheEnd.Length == 0 ? 1 : 100, found.Count);
        Assert.Equal(100, endless.Count);
    }

    [Fact]
    public async Task A_hundred_thousand_fields_and_fragments_are_searched_in_time()
    {
        var fields = string.Concat(Enumerable.Range(0, 100_000).Select(i => $" f{i}: f {{ a ...F{i % 1000} }}"));
        var fragments = string.Concat(Enumerable.Range(0, 1000).Select(i => $" fragment F{i} on T {{ b ...F{i + 1} }}"));
        var request = new GraphQLRequest($"query($s: Int, $t: Int) {{ {fields} l(skip: $s, take: $t) {{ items }} }} {fragments}");

        var found = await Task.Run(() => ListFields.Find(request)).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal("l.items", Assert.Single(found).ItemsPath);
    }
}
