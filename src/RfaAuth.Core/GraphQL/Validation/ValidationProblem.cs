using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Validation;

/// <summary>How much a problem matters.</summary>
internal enum ProblemSeverity
{
    /// <summary>The service refuses the document.</summary>
    Error,

    /// <summary>The service takes the document, and advises against what it uses.</summary>
    Warning,
}

/// <summary>What is wrong in a document, and where.</summary>
/// <param name="Rule">The rule of the specification's section 5 that it breaks, as graphql-js names it without the ending; <c>Syntax</c> where it cannot be read.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">The problem, with the nearest names where a name is wrong.</param>
/// <param name="Location">Where it stands.</param>
internal sealed record ValidationProblem(string Rule, ProblemSeverity Severity, string Message, SourceLocation Location);
