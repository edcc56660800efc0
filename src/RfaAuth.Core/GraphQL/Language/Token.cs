namespace RfaAuth.Core.GraphQL.Language;

/// <summary>The lexical tokens (GraphQL specification, section 2.1.6); each punctuator is a kind of its own.</summary>
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

/// <param name="Kind">What it is.</param>
/// <param name="Text">A name, number or punctuator as written; of a string, the text it stands for.</param>
/// <param name="Location">Where it starts.</param>
internal readonly record struct Token(TokenKind Kind, string Text, SourceLocation Location)
{
    private const int LongestShown = 40;

    /// <summary>The token as an error message names it. A string is not quoted: it may be long, and it may be private.</summary>
    public string Description => Kind switch
    {
        TokenKind.EndOfDocument => "the end of the document",
        TokenKind.String or TokenKind.BlockString => "a string",
        _ when Text.Length > LongestShown => $"'{Text.Substring(0, LongestShown)}...'",
        _ => $"'{Text}'",
    };
}
