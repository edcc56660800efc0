namespace RfaAuth.Core.Tests.Text;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("\u001b[2J", "\u241b[2J")]
    [InlineData("\0", "\u2400")]
    [InlineData("\u001f", "\u241f")]
    [InlineData("a\u007fb", "a\u2421b")]
    [InlineData("\u0080\u009b31m\u009f", "\ufffd\ufffd31m\ufffd")]
    [InlineData("real\rfalse", "real\u240dfalse")]
    [InlineData("end\r", "end\u240d")]
    [InlineData("\r\r\n", "\u240d\r\n")]
    public void Characters_that_control_a_terminal_are_made_visible(string text, string shown) => Assert.Equal(shown, TerminalText.Neutralise(text));

    [Theory]
    [InlineData('\u061c')]
    [InlineData('\u200e')]
    [InlineData('\u200f')]
    [InlineData('\u202a')]
    [InlineData('\u202b')]
    [InlineData('\u202e')]
    [InlineData('\u2066')]
    [InlineData('\u2067')]
    [InlineData('\u2069')]
    public void Characters_that_turn_the_text_direction_are_made_visible(char mark) =>
        Assert.Equal("abc\ufffdfed", TerminalText.Neutralise("abc" + mark + "fed"));

    [Theory]
    [InlineData("")]
    [InlineData("tab\tand\nlines\r\nof both kinds")]
    [InlineData(" ~\u00a0")]
    [InlineData("日本 שלום مرحبا é")]
    [InlineData("\u200d\u2010\u2029\u202f\u2065\u206a")] // the neighbours of the marks: a joiner of emoji, a hyphen, ...
    public void Other_text_is_not_changed(string text) => Assert.Equal(text, TerminalText.Neutralise(text));
}
