namespace RfaAuth.Core.GraphQL.Language;

/// <summary>The fields between a pair of braces. Safe from any thread.</summary>
internal sealed class SelectionSet
{
    private readonly Lexer? _skimmed;
    private IReadOnlyList<Selection>? _selections;

    public SelectionSet(IReadOnlyList<Selection> selections) => _selections = selections;

    /// <param name="skimmed">A lexer at the opening brace of a set whose syntax is known to be right. It is read at the first use.</param>
    public SelectionSet(Lexer skimmed) => _skimmed = skimmed;

    /// <summary>The selections in document order.</summary>
    public IReadOnlyList<Selection> Selections => Volatile.Read(ref _selections) ?? Read();

    // Two threads may read at the same time, but there is one result: selections are told apart by reference.
    private IReadOnlyList<Selection> Read()
    {
        var selections = Parser.ParseSkimmed(_skimmed!.Copy());
        return Interlocked.CompareExchange(ref _selections, selections, null) ?? selections;
    }
}
