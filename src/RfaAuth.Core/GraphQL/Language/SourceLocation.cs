namespace RfaAuth.Core.GraphQL.Language;

/// <summary>A place in a document: line and column, both from 1 (GraphQL specification, section 7.1.2).</summary>
/// <param name="Line">The line, from 1. A line ends at LF, CR or CR LF (section 2.1.2).</param>
/// <param name="Column">The column in UTF-16 code units, from 1.</param>
public readonly record struct SourceLocation(int Line, int Column);
