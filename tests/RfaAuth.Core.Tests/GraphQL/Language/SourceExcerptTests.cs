namespace RfaAuth.Core.Tests.GraphQL.Language;

public sealed class SourceExcerptTests
{
    [Theory]
    [InlineData("abc", 1, 1, "abc\n^")]
    [InlineData("abc", 1, 4, "abc\n   ^")]
    [InlineData("", 1, 1, "\n^")]
    [InlineData("a\nbcd\ne", 2, 2, "bcd\n ^")]
    [InlineData("a\r\nbcd\r\ne", 2, 3, "bcd\n  ^")]
    [InlineData("a\rbcd\re", 3, 1, "e\n^")]
    [InlineData("a\n\n", 3, 1, "\n^")]
    [InlineData("a\n\r\nb", 3, 1, "b\n^")]
    public void An_excerpt_shows_the_line_and_marks_the_column(string source, int line, int column, string expected)
    {
        Assert.Equal(expected, SourceExcerpt.At(source, new SourceLocation(line, column)));
    }

    [Theory]
    [InlineData("\tab", 3, " ab\n  ^")]
    [InlineData("a\u0000\u001B[31mb", 8, "a\uFFFD\uFFFD[31mb\n       ^")]
    [InlineData("a\u0007\u007F\u0085b", 5, "a\uFFFD\uFFFD\uFFFDb\n    ^")]
    [InlineData("a\u202Eb\u200B\u2066", 1, "a\uFFFDb\uFFFD\uFFFD\n^")]
    [InlineData("a\u2028\u2029b", 4, "a\uFFFD\uFFFDb\n   ^")]
    [InlineData("\uFEFFab", 2, "\uFFFDab\n ^")]
    [InlineData("a\U000E0001b", 4, "a\uFFFD\uFFFDb\n   ^")]
    [InlineData("\U0001F600\u65E5b", 4, "\U0001F600\u65E5b\n   ^")]
    public void Characters_that_control_a_terminal_are_replaced_one_by_one(string source, int column, string expected)
    {
        Assert.Equal(expected, SourceExcerpt.At(source, new SourceLocation(1, column)));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_replaced()
    {
        Assert.Equal("a\uFFFDb\n  ^", SourceExcerpt.At("a\uD83Db", new SourceLocation(1, 3)));
        Assert.Equal("a\uFFFD\n ^", SourceExcerpt.At("a\uDE00", new SourceLocation(1, 2)));
        Assert.Equal("a\uFFFD\n ^", SourceExcerpt.At("a\uD83D", new SourceLocation(1, 2)));
    }

    [Theory]
    [InlineData(1, false, true)]
    [InlineData(36, false, true)]
    [InlineData(38, true, true)]
    [InlineData(500, true, true)]
    [InlineData(960, true, true)]
    [InlineData(1000, true, false)]
    [InlineData(1001, true, false)]
    public void A_long_line_is_shortened_around_the_column(int column, bool isCutBefore, bool isCutAfter)
    {
        var source = string.Concat(Enumerable.Range(0, 1000).Select(index => (char)('a' + (index % 26))));

        var lines = SourceExcerpt.At(source, new SourceLocation(1, column)).Split('\n');

        Assert.Equal(isCutBefore, lines[0].StartsWith("...", StringComparison.Ordinal));
        Assert.Equal(isCutAfter, lines[0].EndsWith("...", StringComparison.Ordinal));
        Assert.Equal(72, lines[0].Replace(".", "", StringComparison.Ordinal).Length);
        var marked = lines[0].ElementAtOrDefault(lines[1].Length - 1);
        Assert.Equal(source.ElementAtOrDefault(column - 1), marked);
    }

    [Fact]
    public void A_line_of_exactly_the_width_is_not_cut()
    {
        var source = new string('a', 72);

        Assert.Equal(source, SourceExcerpt.At(source, new SourceLocation(1, 70)).Split('\n')[0]);
    }

    [Theory]
    [InlineData("", 401, "")]
    [InlineData("a", 2, "")]
    [InlineData("", 999, "a")]
    public void No_surrogate_pair_is_cut_in_two(string before, int column, string after)
    {
        var source = before + string.Concat(Enumerable.Repeat("\U0001F600", 500)) + after;

        var lines = SourceExcerpt.At(source, new SourceLocation(1, column)).Split('\n');

        Assert.DoesNotContain('\uFFFD', lines[0]);
        Assert.Equal('\uD83D', lines[0][lines[1].Length - 1]);
    }
}
