namespace RfaAuth.Core.GraphQL.Language;

/// <summary>The place of a lexer.</summary>
/// <param name="Position">The index in the text.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="LineStart">The index at which the line starts.</param>
internal readonly record struct LexerPlace(int Position, int Line, int LineStart);
