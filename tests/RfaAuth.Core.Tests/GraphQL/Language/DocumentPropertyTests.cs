using FsCheck;
using FsCheck.Fluent;

namespace RfaAuth.Core.Tests.GraphQL.Language;

public sealed class DocumentPropertyTests
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(2000);

    /// <summary>Pieces that put together at random often get far into the grammar before they break it.</summary>
    private static readonly Gen<string> s_fragments = Gen.Elements(
        "{", "}", "(", ")", "[", "]", ":", "=", "@", "$", "!", "|", "&", "...", "..", ".", "a", "on", "query", "mutation", "fragment", "type", "null",
        "$a", "a:", "a(b: 1)", "{ a }", "0", "-", "01", "1.5", "1e", "\"", "\"\"", "\"\"\"", "\"x\"", "\"\"\"x\"\"\"", "\\", "\\u", "\\u{", "\\uD83D", "\\\"\"\"",
        "#", "\n", "\r", "\r\n", "\t", " ", ",", "\uFEFF", "\u2028", "\0", "\u001B", "\u202E", "\u00A3", "\U0001F600", "\uD83D", "\uDE00", "%", "'");

    private static readonly Gen<string> s_soups = Gen.ListOf(s_fragments).Select(string.Concat);

    [Fact]
    public void Random_text_is_a_document_or_a_syntax_error()
    {
        Check.One(s_config, Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text => IsReadOrRefused(text.Get)));
        Check.One(s_config, Prop.ForAll(s_soups.ToArbitrary(), IsReadOrRefused));
        Check.One(s_config, Prop.ForAll(s_soups.Select(soup => "query Q($a: T = " + soup).ToArbitrary(), IsReadOrRefused));
        Check.One(s_config, Prop.ForAll(s_soups.Select(soup => "{ a(b: {c: [" + soup).ToArbitrary(), IsReadOrRefused));
    }

    [Fact]
    public void A_damaged_document_is_a_document_or_a_syntax_error()
    {
        var broken =
            from start in Gen.Choose(0, KitchenSinkTests.Text.Length)
            from length in Gen.Choose(0, Math.Min(5, KitchenSinkTests.Text.Length - start))
            from piece in s_fragments
            select KitchenSinkTests.Text.Remove(start, length).Insert(start, piece);

        Check.One(s_config, Prop.ForAll(broken.ToArbitrary(), IsReadOrRefused));
    }

    /// <summary>Whether the text is read, or refused with a place inside it and a message that is fit to print.</summary>
    private static bool IsReadOrRefused(string text)
    {
        try
        {
            var document = Document.Parse(text);
            foreach (var operation in document.Operations)
                RootFields.Collect(operation, document);
            return true;
        }
        catch (GraphQLSyntaxException error)
        {
            var lines = error.Message.Split('\n');
            var sourceLines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r');
            return lines.Length is 3 or 4
                && lines[2].EndsWith('^')
                && lines.All(line => line.Length < 250 && !line.Any(char.IsControl))
                && error.Location.Line >= 1 && error.Location.Line <= sourceLines.Length
                && error.Location.Column >= 1 && error.Location.Column <= sourceLines[error.Location.Line - 1].Length + 1;
        }
    }
}
