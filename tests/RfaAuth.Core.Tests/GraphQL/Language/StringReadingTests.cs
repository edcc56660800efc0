namespace RfaAuth.Core.Tests.GraphQL.Language;

public sealed class StringReadingTests
{
    [Theory]
    [InlineData("\"\"", "")]
    [InlineData("\"a b\"", "a b")]
    [InlineData("\" a # , { } \"", " a # , { } ")]
    [InlineData("\"\\\" \\\\ \\/ \\b \\f \\n \\r \\t\"", "\" \\ / \b \f \n \r \t")]
    [InlineData("\"\\\\n\"", "\\n")]
    [InlineData("\"\u00A3\u65E5\u672C\"", "\u00A3\u65E5\u672C")]
    [InlineData("\"\U0001F600\"", "\U0001F600")]
    [InlineData("\"\t\u0000\u0007\u007F\u2028\uFEFF\"", "\t\u0000\u0007\u007F\u2028\uFEFF")]
    public void A_string_is_read_with_its_escapes_resolved(string literal, string expected)
    {
        Assert.Equal(expected, Reading.String(literal));
    }

    [Theory]
    [InlineData("\\u0041", "A")]
    [InlineData("\\u00e9\\u00E9", "\u00E9\u00E9")]
    [InlineData("\\u00411", "A1")]
    [InlineData("\\u{41}", "A")]
    [InlineData("\\u{0}", "\0")]
    [InlineData("\\u{1F600}", "\U0001F600")]
    [InlineData("\\u{1f600}!", "\U0001F600!")]
    [InlineData("\\u{00000041}", "A")]
    [InlineData("\\u{10FFFF}", "\U0010FFFF")]
    [InlineData("\\uD83D\\uDE00", "\U0001F600")]
    [InlineData("\\ud83d\\ude00\\u0041", "\U0001F600A")]
    [InlineData("\\uD7FF\\uE000\\uFFFF", "\uD7FF\uE000\uFFFF")]
    public void A_Unicode_escape_stands_for_its_character(string escape, string expected)
    {
        Assert.Equal(expected, Reading.String($"\"{escape}\""));
    }

    [Theory]
    [InlineData("\\uD83D")]
    [InlineData("\\uDE00")]
    [InlineData("\\uDE00\\uD83D")]
    [InlineData("\\uD83D\\uD83D")]
    [InlineData("\\uDE00\\uDE00")]
    [InlineData("\\uD83D\\u0041")]
    [InlineData("\\uD83D\\n")]
    [InlineData("\\uD83DDE00")]
    [InlineData("\\u{D83D}")]
    [InlineData("\\u{D83D}\\u{DE00}")]
    [InlineData("\\uD83D\\u{DE00}")]
    [InlineData("\\u{D83D}\\uDE00")]
    [InlineData("\\u{DFFF}")]
    [InlineData("\\u{110000}")]
    [InlineData("\\u{FFFFFFFF}")]
    public void A_Unicode_escape_that_is_no_character_is_refused(string escape) =>
        Reading.AssertRefused($"{{ a(v: \"x{escape}\") }}", "the escape stands for no Unicode character.", 10);

    [Theory]
    [InlineData("\\u")]
    [InlineData("\\u004")]
    [InlineData("\\u004G")]
    [InlineData("\\U0041")]
    [InlineData("\\u{}")]
    [InlineData("\\u{41")]
    [InlineData("\\u{4G}")]
    [InlineData("\\u{000000041}")]
    [InlineData("\\u{FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF}")]
    [InlineData("\\u{-1}")]
    [InlineData("\\x41")]
    [InlineData("\\a")]
    [InlineData("\\'")]
    [InlineData("\\\n")]
    public void An_unknown_or_unfinished_escape_is_refused_where_it_starts(string escape)
    {
        Assert.Equal(new SourceLocation(1, 10), Reading.Error($"{{ a(v: \"x{escape}\") }}").Location);
    }

    [Theory]
    [InlineData("{ a(v: \"abc")]
    [InlineData("{ a(v: \"abc\n\") }")]
    [InlineData("{ a(v: \"abc\r\") }")]
    [InlineData("{ a(v: \"abc) }")]
    [InlineData("{ a(v: \"abc\\\") }")]
    public void A_string_that_is_not_closed_on_its_line_is_refused(string text) =>
        Reading.AssertRefused(text, "the string is not closed on its line.", 8);

    [Fact]
    public void An_escape_at_the_end_of_the_document_is_refused()
    {
        Assert.Equal(new SourceLocation(1, 9), Reading.Error("{ a(v: \"\\").Location);
        Assert.Equal(new SourceLocation(1, 9), Reading.Error("{ a(v: \"\\u{").Location);
        Assert.Equal(new SourceLocation(1, 15), Reading.Error("{ a(v: \"\\uD83D\\u").Location);
    }

    // An attribute's text cannot hold half a pair.
    public static TheoryData<string, int, string> HalfPairs => new()
    {
        { "{ a(v: \"\uD83D\") }", 9, "U+D83D" },
        { "{ a(v: \"\uDE00\") }", 9, "U+DE00" },
        { "{ a(v: \"\uDE00\uD83D\") }", 9, "U+DE00" },
        { "{ a(v: \"\"\"\uD83Dx\"\"\") }", 11, "U+D83D" },
        { "{ a \uDE00 }", 5, "U+DE00" },
        { "{ a # \uD83D\n }", 7, "U+D83D" },
        { "{ a }\uD83D", 6, "U+D83D" },
    };

    [Theory]
    [MemberData(nameof(HalfPairs), DisableDiscoveryEnumeration = true)]
    public void Half_a_surrogate_pair_is_refused_anywhere(string text, int column, string name) =>
        Reading.AssertRefused(text, $"{name} is half of a surrogate pair and no character.", column);

    [Fact]
    public void Half_a_pair_as_escape_and_half_as_character_are_refused()
    {
        Assert.Equal("the escape stands for no Unicode character.", Reading.Problem("{ a(v: \"\\uD83D\uDE00\") }"));
    }

    [Fact]
    public void A_string_says_whether_it_is_a_block_string()
    {
        Assert.Equal(new StringValue("a", false, new SourceLocation(1, 8)), Reading.Value("\"a\""));
        Assert.Equal(new StringValue("a", true, new SourceLocation(1, 8)), Reading.Value("\"\"\"a\"\"\""));
    }
}
