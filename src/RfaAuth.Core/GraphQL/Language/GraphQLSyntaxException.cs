namespace RfaAuth.Core.GraphQL.Language;

/// <summary>
/// A text that is not an executable GraphQL document. The message says what was expected and what was found, and shows
/// the line with a caret under the column; where PowerShell's double quotes are the likely cause, its last sentence says so.
/// </summary>
public sealed class GraphQLSyntaxException : RfaException
{
    private GraphQLSyntaxException(string message, SourceLocation location)
        : base(ErrorCodes.GraphQLSyntaxError, message) => Location = location;

    /// <summary>Where the document stops being one.</summary>
    public SourceLocation Location { get; }

    /// <summary>The message without the line and the caret: for a display that folds lines, which would tear the two apart.</summary>
    public string Summary { get; private init; } = "";

    /// <summary>The line and the caret.</summary>
    public string Excerpt { get; private init; } = "";

    private string Problem { get; init; } = "";

    private string? Advice { get; init; }

    /// <param name="source">The document.</param>
    /// <param name="location">Where in it.</param>
    /// <param name="problem">What is wrong there: the end of a sentence, without its full stop.</param>
    /// <param name="advice">A sentence about the cause, where it is known.</param>
    internal static GraphQLSyntaxException At(string source, SourceLocation location, string problem, string? advice = null) =>
        Create("The GraphQL document", location, problem, advice, SourceExcerpt.At(source, location));

    /// <summary>The same error of a document that is a file's, which it names.</summary>
    internal GraphQLSyntaxException In(string file) => Create($"The GraphQL document '{file}'", Location, Problem, Advice, Excerpt);

    /// <summary>The same error with another advice.</summary>
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
