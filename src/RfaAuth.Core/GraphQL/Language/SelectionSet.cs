namespace RfaAuth.Core.GraphQL.Language;

/// <summary>The fields between a pair of braces. Safe from any thread.</summary>
internal sealed class SelectionSet
{
    private readonly Lexer? _lexer;
    private readonly LexerPlace _place;
    private IReadOnlyList<Selection>? _selections;

    public SelectionSet(IReadOnlyList<Selection> selections) => _selections = selections;

    /// <summary>A set whose syntax is known to be right. It is read at the first use.</summary>
    /// <param name="lexer">A lexer of the text.</param>
    /// <param name="place">The place of the opening brace.</param>
    public SelectionSet(Lexer lexer, LexerPlace place) => (_lexer, _place) = (lexer, place);

    /// <summary>The selections in document order.</summary>
    public IReadOnlyList<Selection> Selections => Volatile.Read(ref _selections) ?? Read();

    // Two threads may read at the same time, but there is one result: selections are told apart by reference.
    private IReadOnlyList<Selection> Read()
    {
        var selections = Parser.ParseSkimmed(_lexer!.At(_place));
        return Interlocked.CompareExchange(ref _selections, selections, null) ?? selections;
    }
}
