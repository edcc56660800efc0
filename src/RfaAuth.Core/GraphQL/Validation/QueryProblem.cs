using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Schemas;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.GraphQL.Validation;

/// <summary>A problem in a document, for scripts.</summary>
public sealed class QueryProblem
{
    private QueryProblem(string? path, string source, ValidationProblem problem, LineStarts lines)
    {
        Path = path;
        Line = problem.Location.Line;
        Column = problem.Location.Column;
        IsError = problem.Severity == ProblemSeverity.Error;
        Rule = problem.Rule;
        Message = TerminalText.Neutralise(problem.Message);
        Excerpt = SourceExcerpt.At(source, problem.Location, lines);
    }

    private QueryProblem(string? path, GraphQLSyntaxException exception)
    {
        Path = path;
        Line = exception.Location.Line;
        Column = exception.Location.Column;
        IsError = true;
        Rule = "Syntax";
        Message = exception.Summary;
        Excerpt = exception.Excerpt;
    }

    /// <summary>The file of the document; null if it was passed as text.</summary>
    public string? Path { get; }

    /// <summary>The line, from 1.</summary>
    public int Line { get; }

    /// <summary>The column, from 1.</summary>
    public int Column { get; }

    /// <summary>Error or Warning. It is a text, because an enum becomes a number in a job or in a file of Export-Clixml.</summary>
    public string Severity => IsError ? nameof(ProblemSeverity.Error) : nameof(ProblemSeverity.Warning);

    /// <summary>The validation rule as graphql-js names it, without the word "Rule"; Syntax if the document cannot be read.</summary>
    public string Rule { get; }

    public string Message { get; }

    /// <summary>The line of the document, and a caret under the column.</summary>
    public string Excerpt { get; }

    internal bool IsError { get; }

    /// <summary>The problem for display: place, severity and rule, the message wrapped at 80 columns, the line and the caret.</summary>
    public string Overview =>
        $"{(Path is null ? "" : Path + ":")}{Line}:{Column} {(IsError ? "error" : "warning")} {Rule}\n{WordWrap.Break(Message, 4, 4)}\n{Excerpt}";

    /// <summary>All problems of a document, syntax included.</summary>
    /// <param name="schema">The schema to validate against.</param>
    /// <param name="source">The document.</param>
    /// <param name="path">Its file; null if there is none.</param>
    internal static IReadOnlyList<QueryProblem> Find(Schema schema, string source, string? path)
    {
        Document document;
        try
        {
            document = Document.Parse(source);
        }
        catch (GraphQLSyntaxException exception)
        {
            return [new QueryProblem(path, exception)];
        }

        return Find(schema, source, document, path);
    }

    internal static IReadOnlyList<QueryProblem> Find(Schema schema, string source, Document document, string? path)
    {
        var lines = new LineStarts(source);
        return [.. DocumentValidator.Validate(schema, document).Select(problem => new QueryProblem(path, source, problem, lines))];
    }

    public override string ToString() => $"{(Path is null ? "" : Path + ":")}{Line}:{Column} {Message}";
}
