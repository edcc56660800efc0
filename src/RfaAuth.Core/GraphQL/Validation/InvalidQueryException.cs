namespace RfaAuth.Core.GraphQL.Validation;

/// <summary>The error for a document that the schema does not allow. Nothing was sent.</summary>
public sealed class InvalidQueryException : RfaException
{
    // The rest is in Problems. Nobody reads a message with a hundred lines.
    private const int MostShown = 5;

    private InvalidQueryException(string message, IReadOnlyList<QueryProblem> problems)
        : base(ErrorCodes.InvalidQuery, message) => Problems = problems;

    /// <summary>All problems, warnings included.</summary>
    public IReadOnlyList<QueryProblem> Problems { get; }

    /// <summary>The message without lines and carets, for a display that wraps lines and would separate the two.</summary>
    public string Summary { get; private init; } = "";

    /// <summary>The lines and the carets.</summary>
    public string Excerpt { get; private init; } = "";

    /// <param name="problems">The problems. At least one is an error.</param>
    internal static InvalidQueryException Of(IReadOnlyList<QueryProblem> problems)
    {
        var errors = problems.Where(problem => problem.IsError).ToList();
        var shown = errors.Take(MostShown).ToList();
        var more = errors.Count > shown.Count ? $" And {errors.Count - shown.Count} more." : "";
        var summary = "The document does not fit the schema; nothing was sent. " + string.Join(" ", shown.Select(Sentence)) + more;
        var excerpt = string.Join("\n", shown.Select(problem => problem.Excerpt));
        return new InvalidQueryException(
            "The document does not fit the schema; nothing was sent.\n" + string.Join("\n", shown.Select(problem => Sentence(problem) + "\n" + problem.Excerpt)) + more, problems)
        {
            Summary = summary,
            Excerpt = excerpt,
        };
    }

    private static string Sentence(QueryProblem problem) => $"Line {problem.Line}, column {problem.Column}: {problem.Message}";
}
