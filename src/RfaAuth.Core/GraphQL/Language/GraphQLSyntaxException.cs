namespace RfaAuth.Core.GraphQL.Language;

/// <summary>
/// The error for a text that is no executable GraphQL document. The message says what was expected and what was found, and shows
/// the line with a caret under the column. If PowerShell's double quotes are the likely cause, the last sentence says so.
/// </summary>
public sealed class GraphQLSyntaxException : RfaException
{
    private GraphQLSyntaxException(string message, SourceLocation location)
        : base(ErrorCodes.GraphQLSyntaxError, message) => Location = location;

    /// <summary>The place of the error.</summary>
    public SourceLocation Location { get; }

    /// <summary>The message without the line and the caret, for a display that wraps lines and would separate the two.</summary>
    public string Summary { get; private init; } = "";

    /// <summary>The line and the caret.</summary>
    public string Excerpt { get; private init; } = "";

    private string Problem { get; init; } = "";

    private string? Advice { get; init; }

    /// <param name="source">The document.</param>
    /// <param name="location">The place in the document.</param>
    /// <param name="problem">What is wrong there: the end of a sentence, without its full stop.</param>
    /// <param name="advice">A sentence about the cause; null if it is not known.</param>
    internal static GraphQLSyntaxException At(string source, SourceLocation location, string problem, string? advice = null) =>
        Create("The GraphQL document", location, problem, advice, SourceExcerpt.At(source, location));

    /// <summary>The same error for the document of a file. The message names the file.</summary>
    internal GraphQLSyntaxException In(string file) => Create($"The GraphQL document '{file}'", Location, Problem, Advice, Excerpt);

    /// <summary>The same error with other advice.</summary>
    internal GraphQLSyntaxException With(string advice) => Create("The GraphQL document", Location, Problem, advice, Excerpt);

    private static GraphQLSyntaxException Create(string document, SourceLocation location, string problem, string? advice, string excerpt)
    {
        var sentence = $"{document} has a syntax error at line {location.Line}, column {location.Column}: {problem}.";
        return new GraphQLSyntaxException($"{sentence}\n{excerpt}{(advice is null ? "" : "\n" + advice)}", location)
        {
            Problem = problem,
            Advice = advice,
            Summary = advice is null ? sentence : $"{sentence} {advice}",
            Excerpt = excerpt,
        };
    }
}
