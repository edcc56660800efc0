namespace RfaAuth.Core.Tests.GraphQL.Language;

public sealed class IgnoredTokenTests
{
    [Theory]
    [InlineData("\uFEFF{ a b }")]
    [InlineData("{ a \uFEFF b }")]
    [InlineData("{a,b}")]
    [InlineData(",,{,,,a,,b,,},,")]
    [InlineData("{a\tb}")]
    [InlineData("{\r\na\rb\n}\r\n")]
    [InlineData("# first { x\n{ a # then } \"\"\"\n b }# last")]
    [InlineData("#\n#\r#\r\n{ a b }")]
    [InlineData("# \u65E5 \U0001F600 \u0000 \\u \n{ a b }")]
    public void Commas_comments_white_space_and_byte_order_marks_are_ignored(string text)
    {
        Assert.Equal(["a", "b"], Reading.Operation(text).SelectionSet.Selections.Cast<Field>().Select(field => field.Name));
    }

    [Theory]
    [InlineData("{ a\u00A0b }", "U+00A0")]
    [InlineData("{ a\u2003b }", "U+2003")]
    [InlineData("{ a\u000Bb }", "U+000B")]
    [InlineData("{ a\u0000b }", "U+0000")]
    [InlineData("{ a\u2028b }", "U+2028")]
    [InlineData("{ a\u200Bb }", "U+200B")]
    public void Other_white_space_is_refused_and_named_by_its_code_point(string text, string name) =>
        Reading.AssertRefused(text, $"unexpected character {name}.", 4);

    [Theory]
    [InlineData("\n\n  %", 3, 3)]
    [InlineData("\r\r\n\n %", 4, 2)]
    [InlineData("\r\n%", 2, 1)]
    [InlineData("# c\n%", 2, 1)]
    [InlineData("\uFEFF%", 1, 2)]
    [InlineData(",,%", 1, 3)]
    [InlineData("\u2028%", 1, 1)]
    public void Lines_end_at_LF_CR_and_CR_LF_only(string text, int line, int column)
    {
        Assert.Equal(new SourceLocation(line, column), Reading.Error(text).Location);
    }
}
