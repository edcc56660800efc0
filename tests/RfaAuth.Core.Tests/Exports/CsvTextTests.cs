namespace RfaAuth.Core.Tests.Exports;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "\"\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"x\"", "\"say \"\"x\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("two\rlines", "\"two\rlines\"")]
    [InlineData(" edge", "\" edge\"")]
    [InlineData("edge\t", "\"edge\t\"")]
    [InlineData(",a", "\",a\"")]
    [InlineData("\"a", "\"\"\"a\"")]
    [InlineData("é日本", "é日本")]
    public void A_field_has_quotes_if_it_needs_them(string field, string text)
    {
        using var to = new MemoryStream();
        CsvText.Write(field, to);

        Assert.Equal(text, Encoding.UTF8.GetString(to.ToArray()));
        Assert.Equal([field], CsvText.ReadFirstRow(text + "\n"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a,\"b")]
    [InlineData("\"a\"")]
    [InlineData("\"a\"\"")]
    [InlineData("\"a\n")]
    public void A_row_without_an_end_is_no_row(string text) => Assert.Null(CsvText.ReadFirstRow(text));

    [Theory]
    [InlineData("""{"a":1.50,"b":"x"}""", "1.50,x\r\n")]
    [InlineData("""{"a":1e5,"b":""}""", "1e5,\"\"\r\n")]
    [InlineData("""{"a":true,"b":null}""", "true,\r\n")]
    [InlineData("""{"a":{"x": 1},"b":["y"]}""", "\"{\"\"x\"\":1}\",\"[\"\"y\"\"]\"\r\n")]
    [InlineData("""{"a":"1,5","b":"\u0022\n"}""", "\"1,5\",\"\"\"\n\"\r\n")]
    public void A_number_keeps_its_digits_and_a_list_is_JSON(string item, string line)
    {
        var columns = Columns.Of(new GraphQLRequest("{ list { a b } }"), ["list"], null);
        var writer = new CsvWriter(columns, hasHeader: false);
        using var to = new MemoryStream();
        var raw = new RawJson(new ArraySegment<byte>(Encoding.UTF8.GetBytes(item)), isCompact: false);
        writer.Begin([raw], to);
        writer.Add(raw, isFirst: true, to);

        Assert.Equal("a,b\r\n" + line, Encoding.UTF8.GetString(to.ToArray()));
    }

    [Fact]
    public void A_row_with_one_empty_column_is_no_empty_line()
    {
        var columns = Columns.Of(new GraphQLRequest("{ list { a } }"), ["list"], null);
        columns.Decide([]);
        using var to = new MemoryStream();
        new CsvWriter(columns, hasHeader: true).Add(RawJson.Of("""{"a":null}"""), isFirst: true, to);

        Assert.Equal("\"\"\r\n", Encoding.UTF8.GetString(to.ToArray()));
    }
}
