namespace RfaAuth.Core.Tests.Exports;

public sealed class ColumnsTests
{
    private const string Sdl = """
        type Query { list: [Item] pets: [Pet] one: Item }
        type Item { id: ID name: String address: Address tags: [String] directors: [Director!]! extra: JSON }
        type Address { town: String country: Country }
        type Country { code: String }
        type Director { name: String }
        union Pet = Cat | Dog
        type Cat { lives: Int owner: Director }
        type Dog { barks: Boolean owner: Director toys: [Director] }
        scalar JSON
        """;

    [Theory]
    [InlineData("{ list { id name } }", "id name")]
    [InlineData("{ list { id address { town country { code } } directors { name } tags extra } }", "id address.town address.country.code directors tags extra")]
    [InlineData("{ list { number: id home: address { place: town } } }", "number home.place")]
    [InlineData("{ list { ...A address { country { code } } } } fragment A on Item { address { town } id }", "address.town address.country.code id")]
    [InlineData("{ list { __typename ... { id } ... on Item { name } id } }", "__typename id name")]
    [InlineData("query ($x: Boolean = false) { list { id name @include(if: $x) tags @skip(if: true) } }", "id name")]
    public void The_columns_follow_from_the_document(string document, string columns) => Assert.Equal(columns, Names(document, Sdl, "list"));

    [Fact]
    public void The_types_of_a_union_have_their_columns_together() => Assert.Equal(
        "__typename lives owner.name barks toys",
        Names("{ pets { __typename ... on Cat { lives owner { name } } ... on Dog { barks owner { name } toys { name } } } }", Sdl, "pets"));

    [Theory]
    [InlineData("""{"at":null,"list":null}""", "id at.town list.name")]
    [InlineData("""{"at":{"town":1},"list":[]}""", "id at.town list")]
    [InlineData("""{"at":[{"town":1}],"list":{"name":1}}""", "id at list.name")]
    public void Lists_are_recognised_by_the_first_items_without_a_schema(string item, string columns) =>
        Assert.Equal(columns, Names("{ items { id at { town } list { name } } }", null, "items", item));

    [Theory]
    [InlineData("""{"at":null}""", """{"at":{"towns":[{"name":"a"}]}}""", "at.towns")]
    [InlineData("""{"at":{"towns":null}}""", """{"at":{"towns":[]}}""", "at.towns")]
    [InlineData("""{"at":{"towns":{"name":"a"}}}""", """{"at":{"towns":[]}}""", "at.towns.name")]
    [InlineData("""{"at":null}""", "5", "at.towns.name")]
    public void Each_of_the_first_items_can_show_a_list_at_any_depth(string first, string second, string columns)
    {
        const string Document = "{ items { at { towns { name } } } }";
        Assert.Equal(columns, Names(Document, null, "items", first, second));

        var earlier = Columns.Of(new GraphQLRequest(Document), ["items"], null);
        earlier.Decide([RawJson.Of(first), RawJson.Of(second)]);
        var later = Columns.Of(new GraphQLRequest(Document), ["items"], null);
        later.Restore(earlier.Lists);
        Assert.Equal(columns, string.Join(" ", later.Names));
    }

    [Theory]
    [InlineData(null, "id,at,tags", true, "at,tags")]
    [InlineData(null, "id,at.town,tags.name", true, "")]
    [InlineData(null, "id,at.town,tags", true, "tags")]
    [InlineData(null, "id,at.town", false, "")]
    [InlineData("", "id,at.town,tags", true, "tags")]
    [InlineData("", "id,at,tags", false, "tags")]
    public void The_columns_of_an_existing_file_decide_what_the_schema_does_not(string? schema, string header, bool fits, string lists)
    {
        var columns = Columns.Of(
            new GraphQLRequest("{ list { id at: address { town } tags: directors { name } } }"), ["list"], schema is null ? null : Schema());

        Assert.Equal(fits, columns.Fit(header.Split(',')));
        Assert.Equal(lists, string.Join(",", columns.Lists));
    }

    [Fact]
    public void A_field_that_the_schema_does_not_have_is_taken_for_an_object() => Assert.Equal(
        "id nothing.more.x", Names("{ list { id nothing { more { x } } } }", Sdl, "list"));

    [Fact]
    public void Fields_that_are_too_deep_are_an_error()
    {
        var fragments = string.Concat(Enumerable.Range(0, 300).Select(level => $" fragment F{level} on T {{ f {{ ...F{level + 1} }} }}"));

        Assert.Equal(
            ErrorCodes.QueryTooLarge,
            Assert.Throws<RfaException>(() => Names($"{{ list {{ ...F0 }} }} {fragments} fragment F300 on T {{ x }}", null, "list")).ErrorCode);
    }

    [Fact]
    public void Later_items_do_not_change_the_columns_and_lose_nothing()
    {
        var columns = Columns.Of(new GraphQLRequest("{ items { at { town deep { x } } } }"), ["items"], null);
        columns.Decide([RawJson.Of("""{"at":null}""")]);

        Assert.Equal("[1,null]|[null,3]", Row(columns, """{"at":[{"town":1,"deep":null},{"deep":{"x":3}}]}"""));
        columns.Decide([RawJson.Of("""{"at":[]}""")]);
        Assert.Equal(["at.town", "at.deep.x"], columns.Names);
    }

    [Fact]
    public void A_row_with_null_or_missing_values_has_all_columns()
    {
        var columns = Columns.Of(new GraphQLRequest("{ list { id address { town country { code } } tags } }"), ["list"], Schema());
        columns.Decide([]);

        Assert.Equal("1|a|b|[1, 2]", Row(columns, """{"id":1,"address":{"town":"a","country":{"code":"b"}},"tags":[1, 2],"more":0}"""));
        Assert.Equal("1|||", Row(columns, """{"id":1,"address":null,"tags":null}"""));
        Assert.Equal("1|a||", Row(columns, """{"id":1,"address":{"town":"a","country":null}}"""));
        Assert.Equal("|||", Row(columns, "null"));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void A_later_run_has_the_columns_of_the_earlier_one_whether_or_not_the_schema_is_known_then(bool wasKnown, bool isKnown)
    {
        var operation = new GraphQLRequest("{ list { id directors { name } address { town } } }");
        var earlier = Columns.Of(operation, ["list"], wasKnown ? Schema() : null);
        earlier.Decide([RawJson.Of("""{"id":1,"directors":null,"address":null}""")]);

        var later = Columns.Of(operation, ["list"], isKnown ? Schema() : null);
        later.Restore(earlier.Lists);

        Assert.Equal(earlier.Names, later.Names);
        Assert.Equal(wasKnown ? """2|[{"name":"a"}]|""" : """2|["a"]|""", Row(later, """{"id":2,"directors":[{"name":"a"}],"address":null}"""));
    }

    [Theory]
    [InlineData("list.id", "id")]
    [InlineData("list.nothing", "nothing")]
    [InlineData("LIST.address", "town")]
    [InlineData("list.extra.below", "below")]
    [InlineData("other", "address.town")]
    [InlineData("OTHER", "name")]
    [InlineData("Other", "address.town")]
    public void A_data_path_can_lead_into_the_items(string path, string columns) =>
        Assert.Equal(columns, Names("{ list { id address { town } extra } other: one { address { town } } OTHER: one { name } }", Sdl, path));

    [Fact]
    public void The_whole_answer_has_columns() => Assert.Equal("one.id list", Names("{ one { id } list { id } }", Sdl, ""));

    [Theory]
    [InlineData(5000, false)]
    [InlineData(5001, true)]
    public void Too_many_columns_are_an_error(int count, bool isRefused)
    {
        var fields = string.Concat(Enumerable.Range(0, count).Select(i => $" f{i}"));

        Assert.Equal(isRefused ? ErrorCodes.QueryTooLarge : null, (Record.Exception(() => Names($"{{ list {{{fields} }} }}", null, "list")) as RfaException)?.ErrorCode);
    }

    private static string Names(string document, string? sdl, string path, params string[] items)
    {
        var columns = Columns.Of(new GraphQLRequest(document), path.Length == 0 ? [] : path.Split('.'), sdl is null ? null : Schema());
        columns.Decide(items.Select(RawJson.Of));
        return string.Join(" ", columns.Names);
    }

    private static Schema Schema() => SchemaText.Read(Sdl);

    private static string Row(Columns columns, string item) => string.Join("|", columns.RowOf(RawJson.Of(item)).Select(value => value is { IsText: true } ? RawTree.Text(value) : value?.ToString()));
}
