namespace RfaAuth.Core.Tests.GraphQL.Language;

public sealed class BlockStringTests
{
    private const string Quotes = "\"\"\"";

    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("  a  ", "  a  ")]
    [InlineData("a \" b \"\" c", "a \" b \"\" c")]
    [InlineData("a \\\"\"\" b", "a \"\"\" b")]
    [InlineData("\\\"\"\"", "\"\"\"")]
    [InlineData("\\\\\"\"\"x", "\\\"\"\"x")]
    [InlineData("\\n \\u0041 \\ ", "\\n \\u0041 \\ ")]
    [InlineData("# no comment, { }", "# no comment, { }")]
    [InlineData("\u65E5 \U0001F600", "\u65E5 \U0001F600")]
    public void It_stands_for_what_is_written(string raw, string expected)
    {
        Assert.Equal(expected, Reading.String(Quotes + raw + Quotes));
    }

    [Theory]
    [InlineData("\n    Hello,\n      World!\n\n    Yours,\n      GraphQL.\n  ", "Hello,\n  World!\n\nYours,\n  GraphQL.")]
    [InlineData("\n  a\n b\n", " a\nb")]
    [InlineData("   a\n    b\n     c", "   a\nb\n c")]
    [InlineData("a\n  b\n c", "a\n b\nc")]
    [InlineData("\n\t\ta\n\t b\n  \tc", "a\nb\n\tc")]
    [InlineData("\n  a\n \n  b", "a\n\nb")]
    [InlineData("\n  a\n     \n  b", "a\n   \nb")]
    [InlineData("\n  a  \n  b \n", "a  \nb ")]
    public void The_indentation_that_all_lines_but_the_first_share_is_removed(string raw, string expected)
    {
        Assert.Equal(expected, BlockString.RemoveIndentation(raw));
    }

    [Theory]
    [InlineData("\n\n \t\n  a\n\n  b\n \n\n", "a\n\nb")]
    [InlineData("  \n\t\n ", "")]
    [InlineData("\n", "")]
    [InlineData("a\n\n", "a")]
    [InlineData("\n\na", "a")]
    public void Blank_lines_at_both_ends_are_removed_and_those_between_stay(string raw, string expected)
    {
        Assert.Equal(expected, BlockString.RemoveIndentation(raw));
    }

    [Theory]
    [InlineData("\r\n  a\r\n  b\r\n")]
    [InlineData("\r  a\r  b\r")]
    [InlineData("\n  a\r  b\r\n")]
    public void Each_line_terminator_becomes_a_line_feed(string raw)
    {
        Assert.Equal("a\nb", BlockString.RemoveIndentation(raw));
        Assert.Equal("a\nb", Reading.String(Quotes + raw + Quotes));
    }

    [Fact]
    public void Only_tabs_and_spaces_are_indentation()
    {
        Assert.Equal("\u00A0a\nb", BlockString.RemoveIndentation("\n\u00A0a\nb"));
        Assert.Equal("\u2003a", BlockString.RemoveIndentation("\n\u2003a"));
    }

    [Fact]
    public void Lines_after_it_are_counted_on()
    {
        var operation = Reading.Operation($"{{ a(v: {Quotes}x\r\ny\rz\n{Quotes}) b }}");

        Assert.Equal(new SourceLocation(4, 6), operation.SelectionSet.Selections[1].Location);
    }

    [Theory]
    [InlineData("{ a(v: \"\"\"abc")]
    [InlineData("{ a(v: \"\"\"abc\n\n\"\" ) }")]
    [InlineData("{ a(v: \"\"\"abc\\\"\"\"")]
    [InlineData("{ a(v: \"\"\"\"")]
    public void One_that_is_not_closed_is_refused_where_it_opens(string text)
    {
        Assert.Equal(new SourceLocation(1, 8), Reading.Error(text).Location);
        Assert.Equal("the block string is not closed.", Reading.Problem(text));
    }

    [Fact]
    public void Six_quotes_are_an_empty_one()
    {
        Assert.Equal(new StringValue("", true, new SourceLocation(1, 8)), Reading.Value("\"\"\"\"\"\""));
    }
}
