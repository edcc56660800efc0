namespace RfaAuth.Core.Tests.GraphQL.Language;

/// <summary>Short ways to read one piece of a document.</summary>
internal static class Reading
{
    public static OperationDefinition Operation(string text) => Assert.Single(Document.Parse(text).Operations);

    public static Selection Selection(string text) => Assert.Single(Operation($"{{ {text} }}").SelectionSet.Selections);

    public static Field Field(string text) => Assert.IsType<Field>(Selection(text));

    /// <summary>Reads a value that stands in an argument, from line 1, column 8.</summary>
    public static Value Value(string text) => Assert.Single(Field($"a(v: {text})").Arguments).Value;

    public static string String(string literal) => Assert.IsType<StringValue>(Value(literal)).Text;

    public static GraphQLSyntaxException Error(string text) => Assert.Throws<GraphQLSyntaxException>(() => Document.Parse(text));

    /// <summary>What is wrong, without the place: the end of the message's first line.</summary>
    public static string Problem(string text)
    {
        var first = Error(text).Message.Split('\n')[0];
        var start = first.IndexOf(": ", StringComparison.Ordinal) + 2;
        return first[start..];
    }

    /// <summary>A document is refused for this reason, at this place.</summary>
    public static void AssertRefused(string text, string problem, int column, int line = 1)
    {
        Assert.Equal(problem, Problem(text));
        Assert.Equal(new SourceLocation(line, column), Error(text).Location);
    }
}
