using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Validation;

/// <summary>The severity of a problem.</summary>
internal enum ProblemSeverity
{
    /// <summary>The service refuses the document.</summary>
    Error,

    /// <summary>The service accepts the document, but the document uses something that is not advised.</summary>
    Warning,
}

/// <summary>A problem in a document, and its place.</summary>
/// <param name="Rule">The rule of section 5, as graphql-js names it without the word "Rule"; <c>Syntax</c> if the document cannot be read.</param>
/// <param name="Severity">The severity.</param>
/// <param name="Message">The problem. For a wrong name it has the nearest names.</param>
/// <param name="Location">The place of the problem.</param>
internal sealed record ValidationProblem(string Rule, ProblemSeverity Severity, string Message, SourceLocation Location);
