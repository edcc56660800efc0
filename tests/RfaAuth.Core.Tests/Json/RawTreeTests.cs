namespace RfaAuth.Core.Tests.Json;

public sealed class RawTreeTests
{
    private const string Document = "query ($skip: Int, $take: Int) { list(skip: $skip, take: $take) { items { id } totalCount pageInfo { hasNextPage } } }";

    [Theory]
    [InlineData("""{"id":1.50,"text":"\u00e9 \/ \ud800"}""")]
    [InlineData("""{"b":1e5,"a":-0,"b":2,"":12345678901234567890123.4567890}""")]
    [InlineData("""[[],{},null,true,"a \" b\\"]""")]
    [InlineData("\"\"")]
    public void An_item_keeps_its_bytes(string item)
    {
        var items = Items($$"""{"data":{"list":{"items":[ {{item}} ,{{item}}],"totalCount":2} } }""");

        Assert.Equal([item, item], items.Select(value => value.ToString()));
        Assert.All(items, value => Assert.Equal(item, RawTree.Compact(value)));
    }

    [Theory]
    [InlineData("{ \"a\" :\r\n\t[ 1 , 2 ] }", """{"a":[1,2]}""")]
    [InlineData("{\"a\": \" x \\\" y \\\\\" , \"b\" : \"\\\\\\\" z\"}", """{"a":" x \" y \\","b":"\\\" z"}""")]
    [InlineData("[ ]", "[]")]
    [InlineData("[\"a b\", 1]", """["a b",1]""")]
    [InlineData("{\"a\":1 }", """{"a":1}""")]
    public void White_space_between_tokens_is_removed_and_kept_in_strings(string item, string line)
    {
        var value = Assert.Single(Items($$"""{"data":{"list":{"items":[{{item}}]} } }"""));

        Assert.False(value.IsCompact);
        Assert.Equal(line, RawTree.Compact(value));
    }

    [Fact]
    public void The_members_beside_the_items_are_read()
    {
        var response = Read("""{"data":{"list":{"totalCount":7,"pageInfo":{"hasNextPage":true},"items":[{"id":1}]},"other":[{"items":[1]}]}}""", out var list);
        var page = PageContent.Read(response.Data, list)!;

        Assert.Equal((true, 7L), (page.HasNextPage, page.TotalCount));
        Assert.Equal("""{"id":1}""", Assert.Single(page.Items).ToString());
    }

    [Fact]
    public void The_data_keeps_its_bytes()
    {
        var response = ResponseReader.Read(MadeAnswers.Http(200, """{"data": { "a" : 1.0, "b": null }, "extensions": {"x": 1}}"""), RawValues.Whole, keepBody: false);

        Assert.Equal("""{"a":1.0,"b":null}""", RawTree.Compact(Assert.IsType<RawJson>(response.Data)));
        Assert.Equal(["a"], response.FilledFields);
        Assert.Equal(["a", "b"], response.RootFields);
    }

    [Theory]
    [InlineData("""{"a":{"b":1},"c":2}""", "a", """{"a":[9],"c":2}""")]
    [InlineData("""{ "a" : null , "c":2}""", "c", """{"a":null,"c":[9]}""")]
    [InlineData("""{"a":1}""", "x", """{"a":1}""")]
    [InlineData("""[1]""", "x", """[1]""")]
    public void A_member_is_replaced_and_the_rest_keeps_its_bytes(string value, string name, string result)
    {
        var raw = new RawJson(new ArraySegment<byte>(System.Text.Encoding.UTF8.GetBytes(value)), isCompact: false);

        Assert.Equal(result, RawTree.Compact(RawTree.With(raw, name, RawTree.List([RawJson.Of("9")]))));
    }

    private static List<RawJson> Items(string body)
    {
        var response = Read(body, out var list);
        return [.. PageContent.Read(response.Data, list)!.Items];
    }

    private static GraphQLResponse Read(string body, out ListSource list)
    {
        list = ListSource.Choose(new GraphQLRequest(Document), null);
        return ResponseReader.Read(MadeAnswers.Http(200, body), list.ItemsAsText(), keepBody: false);
    }
}
