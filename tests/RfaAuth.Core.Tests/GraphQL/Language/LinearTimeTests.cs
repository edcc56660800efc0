namespace RfaAuth.Core.Tests.GraphQL.Language;

/// <summary>
/// The bound is far above what linear work takes, and far below what quadratic work on texts of this size takes,
/// so that the machine's load decides nothing.
/// </summary>
public sealed class LinearTimeTests
{
    private const int Many = 100_000;
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("{", " f0: company(id: 5, name: \"x\") @d { id }", "}")]
    [InlineData("{", "\n...F", "}")]
    [InlineData("{ a", " @d", "}")]
    [InlineData("{ a(v: [", " {b: 1}", "]) }")]
    [InlineData("{ a(v: \"", "\\u{1F600}\\n", "\") }")]
    [InlineData("{ a(v: \"\"\"", "\n  line \\\"\"\" ", "\"\"\") }")]
    [InlineData("{ a(v: ", "1234567890", ") }")]
    [InlineData("{ ", "abcdefghij", " }")]
    [InlineData("", "# comment\r\n,,\uFEFF", "{ a }")]
    [InlineData("", "query Q($a: Int) { a } ", "")]
    public async Task A_document_with_a_hundred_thousand_parts_is_read_in_time(string before, string repeated, string after)
    {
        var text = before + string.Concat(Enumerable.Repeat(repeated, Many)) + after;

        Assert.NotEmpty(await Task.Run(() => SelectionsOf(text)).WaitAsync(s_bound));
    }

    [Theory]
    [InlineData("{ ", "a\n", "%")]
    [InlineData("{ ", "abcdefghij ", "%")]
    [InlineData("{ a(v: ", "\"\"\"\n", "")]
    [InlineData("{ a(v: \"", "\\\"", "")]
    [InlineData("{ a(v: \"\"\"", "\\\"\"\"", "")]
    public async Task An_error_at_the_end_of_a_long_document_is_found_in_time(string before, string repeated, string after)
    {
        var text = before + string.Concat(Enumerable.Repeat(repeated, Many)) + after;

        await Assert.ThrowsAsync<GraphQLSyntaxException>(() => Task.Run(() => Document.Parse(text)).WaitAsync(s_bound));
    }

    [Fact]
    public void A_document_twice_as_long_takes_twice_the_memory()
    {
        Document.Parse(Selections(10));
        var once = AllocatedBy(Selections(Many / 2));
        var twice = AllocatedBy(Selections(Many));

        Assert.InRange((double)twice / once, 1.5, 2.5);

        static string Selections(int count) => "{" + string.Concat(Enumerable.Repeat(" a: b(c: 1)", count)) + "}";

        static long AllocatedBy(string text)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            SelectionsOf(text);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public async Task The_root_fields_of_a_hundred_thousand_selections_are_found_in_time()
    {
        var document = Document.Parse("{" + string.Concat(Enumerable.Range(0, Many).Select(index => $" f{index % 50_000}")) + "}");

        var list = await Task.Run(() => RootFields.Collect(document.Operations[0], document)).WaitAsync(s_bound);

        Assert.Equal(50_000, list.Fields.Count);
        Assert.All(list.Fields, field => Assert.Equal(2, field.Locations.Count));
    }

    // The selections of a long document are read when they are needed.
    private static Selection[] SelectionsOf(string text) => [.. Document.Parse(text).Operations.SelectMany(operation => operation.SelectionSet.Selections)];
}
