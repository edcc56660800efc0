namespace RfaAuth.Core.Tests.GraphQL.Language;

public sealed class NestingTests
{
    private const int Limit = 256;

    public static TheoryData<string, string, string, string> Nestings => new()
    {
        { "", "{ a ", "{ a }", "}" },
        { "", "{ ... ", "{ a }", "}" },
        { "{ a(v: ", "[", "1", "]) }" },
        { "{ a(v: ", "{ b: ", "1", "}) }" },
        { "query($a: ", "[", "Int", "]) { a }" },
    };

    [Theory]
    [MemberData(nameof(Nestings))]
    public void A_hundred_thousand_levels_are_a_syntax_error_and_no_stack_overflow(string before, string open, string innermost, string after)
    {
        var error = Reading.Error(before + string.Concat(Enumerable.Repeat(open, 100_000)) + innermost + after);

        Assert.Contains($"braces and brackets are nested deeper than {Limit} levels.", error.Message, StringComparison.Ordinal);
        var levelsBefore = before.StartsWith('{') ? 1 : 0;
        Assert.Equal(before.Length + ((Limit - levelsBefore) * open.Length) + 1, error.Location.Column);
    }

    [Theory]
    [InlineData("", "{ a ", "{ a }", "}", "", Limit - 1)]
    [InlineData("", "{ ... ", "{ a }", "}", "", Limit - 1)]
    [InlineData("{ a(v: ", "[", "", "]", ") }", Limit - 1)]
    [InlineData("{ a(v: ", "{b: ", "1", "}", ") }", Limit - 1)]
    [InlineData("query($a: ", "[", "Int", "]", ") { a }", Limit)]
    public void A_document_can_be_as_deep_as_the_limit(
        string before, string open, string innermost, string close, string after, int limit)
    {
        Assert.NotNull(Document.Parse(Nest(limit)));
        Reading.Error(Nest(limit + 1));

        string Nest(int levels) =>
            before + string.Concat(Enumerable.Repeat(open, levels)) + innermost + string.Concat(Enumerable.Repeat(close, levels)) + after;
    }

    [Fact]
    public void Closed_braces_do_not_count_as_nesting()
    {
        var siblings = string.Concat(Enumerable.Repeat("a(v: [[1]], w: {b: {c: 1}}) { b { c } } ... { d } ", Limit * 5));

        Assert.NotNull(Document.Parse($"query($a: [[Int]], $b: [[Int]]) {{ {siblings} }} {{ {siblings} }}"));
    }
}
