namespace RfaAuth.Core.GraphQL.Language;

/// <summary>The lexical tokens (GraphQL specification, section 2.1.6). Each punctuator is its own kind.</summary>
internal enum TokenKind
{
    EndOfDocument,
    Name,
    Int,
    Float,
    String,
    BlockString,
    Bang,
    Dollar,
    Ampersand,
    ParenthesisOpen,
    ParenthesisClose,
    Spread,
    Colon,
    EqualsSign,
    At,
    BracketOpen,
    BracketClose,
    BraceOpen,
    Bar,
    BraceClose,
}

/// <param name="Kind">The token's kind.</param>
/// <param name="Text">The text of a name, number or punctuator as written; for a string, its value.</param>
/// <param name="Location">The place where it starts.</param>
internal readonly record struct Token(TokenKind Kind, string Text, SourceLocation Location)
{
    private const int LongestShown = 40;

    /// <summary>The token for an error message. The text of a string is not shown: it may be long, and it may be private.</summary>
    public string Description => Kind switch
    {
        TokenKind.EndOfDocument => "the end of the document",
        TokenKind.String or TokenKind.BlockString => "a string",
        _ when Text.Length > LongestShown => $"'{Text.Substring(0, LongestShown)}...'",
        _ => $"'{Text}'",
    };
}
