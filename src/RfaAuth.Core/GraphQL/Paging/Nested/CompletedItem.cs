using RfaAuth.Core.Json;

namespace RfaAuth.Core.GraphQL.Paging.Nested;

/// <summary>An item with complete lists, and the notes, warnings and errors of its pages.</summary>
internal sealed class CompletedItem(RawJson item)
{
    private readonly List<RfaException> _errors = [];
    private readonly List<string> _notes = [];
    private readonly List<string> _warnings = [];

    public RawJson Item { get; set; } = item;

    /// <summary>The errors of the pages that came with data.</summary>
    public IReadOnlyList<RfaException> Errors => _errors;

    public IReadOnlyList<string> Notes => _notes;

    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Adds a page.</summary>
    public void Add(ListPage page)
    {
        if (page.Note is null)
            _errors.AddRange(page.Result.Errors);
        _notes.AddRange(new[] { page.Note }.OfType<string>());
        _warnings.AddRange(new[] { page.Warning }.OfType<string>());
    }
}
