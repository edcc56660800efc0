namespace RfaAuth.Core.Tests.GraphQL.Queries;

public sealed class QueryBuilderTests
{
    private static readonly Schema s_schema = SdlReader.Read("""
        type Query {
          companies(skip: Int, take: Int, where: Filter, order: [Order!]): Companies
          orders(page: Int!, limit: Int = 10): OrderPage
          nodes(first: Int, after: String): Nodes
          bare(offset: Int, limit: Int): [Company!]!
          company(id: ID!): Company
          search(text: String!): [Found!]!
          version: String
          unpaged: Companies
          inObject(options: ListOptions): OrderPage
          inRequired(with: Int!, input: CursorInput!): Nodes
          inFilter(where: ListOptions): OrderPage
          inNeedy(options: NeedyOptions): OrderPage
          inList(options: [ListOptions!]): OrderPage
          withoutCursor(first: Int, after: String): Directors
        }
        type Mutation { rename(id: ID!, name: String!, how: Order = ASC): Company version: Int }
        type Companies { items: [Company!] pageInfo: PageInfo! totalCount: Int! }
        type OrderPage { data: [Company] total: Int has_more_pages: Boolean }
        type Nodes { edges: [Edge] pageInfo: PageInfo }
        type Edge { node: Company cursor: String }
        type PageInfo { hasNextPage: Boolean! endCursor: String }
        type Company { number: String! name: String old: Int @deprecated address: Address directors(first: Int): Directors status(at: Int!): String parent: Company }
        type Directors { nodes: [Person] }
        type Person { name: String company: Company }
        type Address { line: String postcode: String }
        union Found = Company | Person
        input Filter { name: String order: Order not: Filter tags: [String!] }
        input ListOptions { skip: Int take: Int filter: Filter }
        input CursorInput { first: Int! = 10 after: String limit: Int }
        input NeedyOptions { skip: Int take: Int tenant: ID! }
        enum Order { ASC DESC }
        """);

    [Theory]
    [InlineData("companies", "name", "query companies { companies { items { name } } }")]
    [InlineData("COMPANIES", "NAME,name", "query companies { companies { items { name } } }")]
    [InlineData("companies", "address.postcode,address.line,directors.name,totalCount", "query companies { companies { items { address { postcode line } directors { nodes { name } } } totalCount } }")]
    [InlineData("companies", "items.name,pageInfo.hasNextPage", "query companies { companies { items { name } pageInfo { hasNextPage } } }")]
    [InlineData("companies", "address", "query companies { companies { items { address { line postcode } } } }")]
    [InlineData("companies", "*,address.*", "query companies { companies { items { number name address { line postcode } } } }")]
    [InlineData("companies", "", "query companies { companies { items { number name } } }")]
    [InlineData("nodes", "name", "query nodes { nodes { edges { node { name } } } }")]
    [InlineData("search", "type:Company.name,type:person.name", "query search($text: String!) { search(text: $text) { ... on Company { name } ... on Person { name } } }")]
    [InlineData("search", "type:Company.directors.name", "query search($text: String!) { search(text: $text) { ... on Company { directors { nodes { name } } } } }")]
    [InlineData("search", "", "query search($text: String!) { search(text: $text) { __typename } }")]
    [InlineData("version", "", "query version { version }")]
    [InlineData("company", "status", "query company($id: ID!, $at: Int!) { company(id: $id) { status(at: $at) } }")]
    public void Fields_are_selected_by_their_paths(string field, string paths, string expected) =>
        Assert.Equal(expected, Flat(Build(new QueryDesign(field) { Fields = paths.Split(',', StringSplitOptions.RemoveEmptyEntries) })));

    [Fact]
    public void Depth_selects_the_scalars_of_deeper_levels() => Assert.Equal(
        "query company($id: ID!) { company(id: $id) { number name address { line postcode } directors { nodes { name } } parent { number name } } }",
        Flat(Build(new QueryDesign("company") { Depth = 2 })));

    [Fact]
    public void A_depth_that_selects_too_much_is_an_error() =>
        Assert.Equal(ErrorCodes.QueryTooLarge, Assert.Throws<RfaException>(() => Build(new QueryDesign("company") { Depth = 20 })).ErrorCode);

    [Fact]
    public void Arguments_become_variables_with_their_values_as_defaults()
    {
        var design = new QueryDesign("companies")
        {
            Fields = ["name", "directors.name"],
            Arguments =
            [
                new DesignedArgument("where", true, new Dictionary<string, object?> { ["name"] = "a\"b", ["order"] = "desc", ["tags"] = new object?[] { "x", null }, ["not"] = null }),
                new DesignedArgument("order", true, "ASC"), new DesignedArgument("take"), new DesignedArgument("directors.first", true, 3L), new DesignedArgument("skip", true, 5L),
            ],
        };

        Assert.Contains("[\"x\", null]", Assert.Throws<Core.GraphQL.Validation.InvalidQueryException>(() => Build(design)).Message, StringComparison.Ordinal);
        var right = design with { Arguments = [new DesignedArgument("where", true, new Dictionary<string, object?> { ["name"] = "a\"b", ["order"] = "desc", ["tags"] = new object?[] { "x" } }), .. design.Arguments.Skip(1)] };
        Assert.Equal(
            "query companies( $where: Filter = {name: \"a\\\"b\", order: DESC, tags: [\"x\"]} $order: [Order!] = ASC $take: Int $first: Int = 3 $skip: Int = 5 ) "
            + "{ companies(where: $where, order: $order, take: $take, skip: $skip) { items { name directors(first: $first) { nodes { name } } } } }",
            Flat(Build(right)));
    }

    [Theory]
    [InlineData("companies", "query companies($skip: Int, $take: Int) { companies(skip: $skip, take: $take) { items { name } pageInfo { hasNextPage } } }")]
    [InlineData("orders", "query orders($page: Int!, $limit: Int) { orders(page: $page, limit: $limit) { data { name } has_more_pages } }")]
    [InlineData("nodes", "query nodes($after: String, $first: Int) { nodes(after: $after, first: $first) { edges { node { name } } pageInfo { hasNextPage endCursor } } }")]
    [InlineData("inObject", "query inObject($skip: Int, $take: Int) { inObject(options: {skip: $skip, take: $take}) { data { name } has_more_pages } }")]
    [InlineData("inRequired", "query inRequired($after: String, $first: Int, $with: Int!) { inRequired(input: {after: $after, first: $first}, with: $with) { edges { node { name } } pageInfo { hasNextPage endCursor } } }")]
    [InlineData("bare", "query bare($offset: Int, $limit: Int) { bare(offset: $offset, limit: $limit) { name } }")]
    public void A_paged_query_uses_the_paging_arguments_of_its_field(string field, string expected) =>
        Assert.Equal(expected, Flat(Build(new QueryDesign(field) { Fields = ["name"], IsPaged = true })));

    [Fact]
    public void A_given_input_object_cannot_be_used_for_paging() => Assert.Equal(
        ErrorCodes.PagingNotPossible,
        Assert.Throws<RfaException>(() => Build(new QueryDesign("inObject") { Arguments = [new DesignedArgument("options")], IsPaged = true })).ErrorCode);

    [Fact]
    public void A_mutation_is_written() => Assert.Equal(
        "mutation M($id: ID!, $name: String!) { rename(id: $id, name: $name) { number name } }",
        Flat(Build(new QueryDesign("rename") { IsMutation = true, OperationName = "M" })));

    [Theory]
    [InlineData("compani", "", "", "The service has no query named 'compani'.")]
    [InlineData("companys", "", "", "Did you mean 'company'?")]
    [InlineData("rename", "", "", "There is a mutation of that name: pass -Mutation.")]
    [InlineData("companies", "nmae", "", "The type 'Company' has no field 'nmae'. Did you mean 'name'?")]
    [InlineData("search", "name", "", "For a field of one of its types write type:Name before it.")]
    [InlineData("search", "type:Address.line", "", "A value of the type 'Found' is never a 'Address'. It can be: Company, Person.")]
    [InlineData("version", "a", "", "no fields can be selected of it")]
    [InlineData("companies", "name.first", "", "The type 'String' has no field 'first'.")]
    [InlineData("companies", "", "tkae", "The field 'companies' has no argument 'tkae'. Did you mean 'take'?")]
    public void A_wrong_name_is_an_error_with_a_suggestion(string field, string path, string argument, string problem)
    {
        var exception = Assert.Throws<RfaException>(() => Build(new QueryDesign(field)
        {
            Fields = path.Length == 0 ? [] : [path],
            Arguments = argument.Length == 0 ? [] : [new DesignedArgument(argument)],
        }));

        Assert.Equal(ErrorCodes.SchemaNameNotFound, exception.ErrorCode);
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unpaged")]
    [InlineData("withoutCursor")]
    [InlineData("inFilter")]
    [InlineData("inNeedy")]
    [InlineData("inList")]
    public void A_field_that_cannot_be_paged_is_an_error(string field) =>
        Assert.Equal(ErrorCodes.PagingNotPossible, Assert.Throws<RfaException>(() => Build(new QueryDesign(field) { IsPaged = true })).ErrorCode);

    [Theory]
    [InlineData("order", "UP", "'Order' has no value 'UP'")]
    [InlineData("where", null, null)]
    public void A_value_that_does_not_fit_its_argument_is_an_error(string argument, string? value, string? problem)
    {
        var design = new QueryDesign("companies") { Arguments = [new DesignedArgument(argument, true, value)] };

        if (problem is null)
            Assert.Contains("$where: Filter = null", Build(design), StringComparison.Ordinal);
        else
            Assert.Contains(problem, Assert.Throws<RfaException>(() => Build(design)).Message, StringComparison.Ordinal);
    }

    private static string Build(QueryDesign design) => QueryBuilder.Build(s_schema, design);

    private static string Flat(string text) => string.Join(' ', text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
