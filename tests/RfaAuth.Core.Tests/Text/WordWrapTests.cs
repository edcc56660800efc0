namespace RfaAuth.Core.Tests.Text;

public sealed class WordWrapTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a b", "a b")]
    [InlineData("old: Int", "old: Int")]
    [InlineData("a\r\n\r\nb", "a\n\nb")]
    public void Text_that_fits_is_not_changed(string text, string expected) => Assert.Equal(expected, WordWrap.Break(text, 0, 4));

    [Fact]
    public void Lines_break_at_spaces_before_column_80()
    {
        var words = string.Join(' ', Enumerable.Repeat("1234", 40));

        var lines = WordWrap.Break(words, 0, 4).Split('\n');

        Assert.Equal(words, string.Join(' ', lines.Select(line => line.TrimStart())));
        Assert.All(lines, line => Assert.InRange(line.Length, 4, 79));
        Assert.Equal((79, true), (lines[0].Length, lines[1].StartsWith("    1", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_long_word_is_not_broken() => Assert.Equal("  a\n    " + new string('b', 90) + "\n    c", WordWrap.Break($"a {new string('b', 90)} c", 2, 4));
}
