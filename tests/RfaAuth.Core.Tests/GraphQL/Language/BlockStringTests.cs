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
    public void A_block_string_keeps_its_text_and_knows_one_escape(string raw, string expected)
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
    // Blank lines at both ends are removed, and those between stay.
    [InlineData("\n\n \t\n  a\n\n  b\n \n\n", "a\n\nb")]
    [InlineData("  \n\t\n ", "")]
    [InlineData("\n", "")]
    [InlineData("a\n\n", "a")]
    [InlineData("\n\na", "a")]
    // Only tabs and spaces are indentation.
    [InlineData("\n\u00A0a\nb", "\u00A0a\nb")]
    [InlineData("\n\u2003a", "\u2003a")]
    public void Common_indentation_and_blank_lines_at_both_ends_are_removed(string raw, string expected)
    {
        Assert.Equal(expected, BlockString.RemoveIndentation(raw));
    }

    [Theory]
    [InlineData("\r\n  a\r\n  b\r\n")]
    [InlineData("\r  a\r  b\r")]
    [InlineData("\n  a\r  b\r\n")]
    public void Each_line_end_becomes_a_line_feed(string raw)
    {
        Assert.Equal("a\nb", BlockString.RemoveIndentation(raw));
        Assert.Equal("a\nb", Reading.String(Quotes + raw + Quotes));
    }

    [Fact]
    public void Locations_after_a_block_string_count_its_lines()
    {
        var operation = Reading.Operation($"{{ a(v: {Quotes}x\r\ny\rz\n{Quotes}) b }}");

        Assert.Equal(new SourceLocation(4, 6), operation.SelectionSet.Selections[1].Location);
    }

    [Theory]
    [InlineData("{ a(v: \"\"\"abc")]
    [InlineData("{ a(v: \"\"\"abc\n\n\"\" ) }")]
    [InlineData("{ a(v: \"\"\"abc\\\"\"\"")]
    [InlineData("{ a(v: \"\"\"\"")]
    public void A_block_string_that_is_not_closed_is_refused(string text) => Reading.AssertRefused(text, "the block string is not closed.", 8);

    [Fact]
    public void Six_quotes_are_an_empty_block_string()
    {
        Assert.Equal(new StringValue("", true, new SourceLocation(1, 8)), Reading.Value("\"\"\"\"\"\""));
    }
}
