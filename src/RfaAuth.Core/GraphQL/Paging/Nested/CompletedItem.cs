namespace RfaAuth.Core.GraphQL.Paging.Nested;

/// <summary>An item whose lists are complete, and what there is to say of it.</summary>
internal sealed class CompletedItem(object? item)
{
    private readonly List<RfaException> _errors = [];
    private readonly List<string> _notes = [];
    private readonly List<string> _warnings = [];

    public object? Item { get; set; } = item;

    /// <summary>The errors beside the data of the pages that were asked for.</summary>
    public IReadOnlyList<RfaException> Errors => _errors;

    public IReadOnlyList<string> Notes => _notes;

    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Takes note of a page.</summary>
    public void Add(ListPage page)
    {
        if (page.Note is null)
            _errors.AddRange(page.Result.Errors);
        _notes.AddRange(new[] { page.Note }.OfType<string>());
        _warnings.AddRange(new[] { page.Warning }.OfType<string>());
    }
}
