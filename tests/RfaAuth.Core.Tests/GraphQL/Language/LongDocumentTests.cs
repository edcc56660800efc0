using FsCheck;
using FsCheck.Fluent;

namespace RfaAuth.Core.Tests.GraphQL.Language;

/// <summary>The selections of a long document are skimmed first and read when they are needed. Nobody must notice.</summary>
public sealed class LongDocumentTests
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(500);
    private static readonly string s_padding = new('\n', 70_000);

    private static readonly Gen<string> s_pieces = Gen.Elements(
        "{", "}", "(", ")", "[", "]", ":", "@", "$", "...", "..", "a", "on", "b c", "query", "$a", "a:", "a(b: 1)", "{ a }", "@d", "@d(x: 2)", "... on T { a }", "...F", "... @d { a }",
        "0", "-", "-1", "01", "1.5", "1.", "1e5", "1a", "\"", "\"\"", "\"x\"", "\"\"\"x\"\"\"", "\"\\n\"", "\\", "#", "# a", "\n", "\r", "\r\n", "\t", " ", ",", "\uFEFF", "\0", "\u00A3", "\uD83D", "true", "[1, {a: $b}]");

    public static TheoryData<string> Sets => [
        "{ a }", "{ a: b }", "{ a(b: 1) }", "{ a(b: -0) }", "{ a(b: 1.50) }", "{ a(b: 1e9) }", "{ a(b: \"\") }", "{ a(b: \"x\", c: $d) }", "{ a(b: [1 [2] {}]) }", "{ a(b: {c: {d: E}}) }",
        "{ a @b @c(d: null) { e } }", "{ ...F ...G @a ... on T { a } ... @b { c } ... { on } }", "{ ...onF }", "{ a # comment }\n}", "{,,a,,}", "{ a }\r\n# end", "{ a(b: \"\"\"x\"\"\") }", "{ a(b: \"\\u0041\") }",
        "{ }", "{ a: }", "{ a() }", "{ a(b) }", "{ a(b:) }", "{ a(b: 01) }", "{ a(b: 1.) }", "{ a(b: -) }", "{ a(b: 1x) }", "{ a(b: \"x) }", "{ a(b: [1) }", "{ a(b: {c}) }", "{ a { } }", "{ ... }", "{ ...on }", "{ ... on { a } }",
        "{ .. a }", "{ a @ }", "{ a b(", "{ a", "{ a(b: $) }", "{ a(b: \uD83D) }", "{ # \uD83D\n a }", "{ a } }", "{ a } x",
    ];

    [Theory]
    [MemberData(nameof(Sets))]
    public void It_is_read_as_a_short_one_is(string set)
    {
        Assert.Equal(Outcome(set, 0), Outcome(s_padding + set, s_padding.Length));
        Assert.Equal(Outcome("query Q " + set, 0), Outcome(s_padding + "query Q " + set, s_padding.Length));
    }

    [Fact]
    public void Any_text_is_read_as_in_a_short_one() => Check.One(s_config, Prop.ForAll(
        Gen.ListOf(s_pieces).Select(pieces => "{ a " + string.Join(' ', pieces)).ToArbitrary(),
        text => Outcome(text, 0) == Outcome(s_padding + text, s_padding.Length) && Outcome(text + " }", 0) == Outcome(s_padding + text + " }", s_padding.Length)));

    [Theory]
    [InlineData("{ a ", " }")]
    [InlineData("{ ... { a ", " } }")]
    [InlineData("{ a(b: [", "]) }")]
    [InlineData("{ a(b: {c: ", "}) }")]
    public void It_nests_as_deep_as_a_short_one(string open, string close)
    {
        foreach (var depth in (int[])[127, 128, 129, 255, 256, 257])
        {
            var text = open.StartsWith("{ a(", StringComparison.Ordinal)
                ? open[..6] + string.Concat(Enumerable.Repeat(open[7..], depth)) + "1" + string.Concat(Enumerable.Repeat(close[..1], depth)) + ") }"
                : string.Concat(Enumerable.Repeat(open, depth)) + "a" + string.Concat(Enumerable.Repeat(close, depth));
            Assert.Equal(Outcome(text, 0), Outcome(s_padding + text, s_padding.Length));
        }
    }

    [Fact]
    public void What_is_not_needed_is_not_built()
    {
        var text = string.Concat(Enumerable.Range(0, 5000).Select(i => $"query Q{i} {{ a{i}: company(id: {i}, name: \"x\") {{ id name other {{ id }} }} }}\n"));
        Document.Parse(text);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var document = Document.Parse(text);
        var skimmed = GC.GetAllocatedBytesForCurrentThread() - before;
        foreach (var operation in document.Operations)
            Assert.Single(operation.SelectionSet.Selections);
        var whole = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(skimmed, 0, whole / 2);
    }

    [Fact]
    public void Threads_that_read_it_together_get_the_same_selections()
    {
        var document = Document.Parse(s_padding + string.Concat(Enumerable.Repeat("query { a { b } } ", 200)));
        var first = new Selection[document.Operations.Count];
        var second = new Selection[document.Operations.Count];

        Parallel.Invoke(() => Fill(first), () => Fill(second));

        Assert.All(first.Zip(second), pair => Assert.Same(pair.First, pair.Second));

        void Fill(Selection[] found)
        {
            for (var index = 0; index < found.Length; index++)
                found[index] = document.Operations[index].SelectionSet.Selections[0];
        }
    }

    /// <summary>The document with the places of its selections, or the place and the reason of the error.</summary>
    private static string Outcome(string text, int linesBefore)
    {
        Document document;
        try
        {
            document = Document.Parse(text);
        }
        catch (GraphQLSyntaxException error)
        {
            return Place(error.Location, linesBefore) + error.Summary[error.Summary.IndexOf(": ", StringComparison.Ordinal)..] + error.Excerpt;
        }

        // An error here would come too late: the document was said to be right.
        return DocumentText.Of(document) + string.Join(' ', document.Operations.SelectMany(operation => operation.SelectionSet.Selections).Select(selection => Place(selection.Location, linesBefore)));
    }

    private static string Place(SourceLocation location, int linesBefore) => $"{location.Line - linesBefore}:{location.Column}";
}
