namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>The parameters with which the same call goes on after a list ended early.</summary>
/// <param name="ItemCount">The number of items that were written.</param>
public sealed record ResumePoint(long ItemCount)
{
    /// <summary>The value for <c>-Skip</c>; null: leave it out.</summary>
    public ulong? Skip { get; init; }

    /// <summary>The value for <c>-First</c>, the number of items that are still wanted; null: leave it out.</summary>
    public ulong? First { get; init; }

    /// <summary>The cursor of the last page that was written completely, for <see cref="AfterVariable"/>; null if the list has none.</summary>
    public string? After { get; init; }

    /// <summary>The variable for the cursor, without its <c>$</c>. For a field of an input object it is a path such as <c>input.after</c>.</summary>
    public string? AfterVariable { get; init; }

    /// <summary>The number of the next page, for <see cref="PageVariable"/>; null if pages have none.</summary>
    public long? Page { get; init; }

    /// <summary>The variable for the page's number, without its <c>$</c>. For a field of an input object it is a path such as <c>input.page</c>.</summary>
    public string? PageVariable { get; init; }

    /// <summary>The value for <c>-PageSize</c> if the service lowered it; null: leave it as it is.</summary>
    public int? PageSize { get; init; }

    /// <summary>Whether the cursor is text. Some services use numbers.</summary>
    internal bool IsAfterText { get; init; } = true;

    /// <summary>The file with the items, which records where to go on; null: they were written to the pipeline.</summary>
    public string? File { get; init; }

    /// <summary>The parameters in PowerShell's syntax.</summary>
    public override string ToString()
    {
        if (File is not null)
            return "-Resume";
        var parts = new List<string>();
        if (After is not null)
            parts.Add(Variable(AfterVariable!, IsAfterText ? $"'{Quote(After)}'" : After));
        if (Page is { } page)
            parts.Add(Variable(PageVariable!, page.ToString(CultureInfo.InvariantCulture)));
        if (PageSize is { } size)
            parts.Add("-PageSize " + size.ToString(CultureInfo.InvariantCulture));
        if (Skip is { } skip)
            parts.Add("-Skip " + skip.ToString(CultureInfo.InvariantCulture));
        if (First is { } first)
            parts.Add("-First " + first.ToString(CultureInfo.InvariantCulture));
        return string.Join(" ", parts);
    }

    private static string Variable(string path, string value) => "-Variables " + path.Split('.').Reverse().Aggregate(value, (text, name) => $"@{{ {name} = {text} }}");

    // PowerShell treats all these characters as the end of a text in single quotes. The cursor comes from the service.
    private static string Quote(string text) =>
        string.Concat(text.Select(c => c is '\'' or '\u2018' or '\u2019' or '\u201A' or '\u201B' ? $"{c}{c}" : c.ToString()));

    /// <summary>A failure in the middle of the list. Its message says where to go on.</summary>
    internal RfaException AtEnd(RfaException failure) => failure.OfList($"{RfaException.Sentence(failure.Message)} {Describe()}", this, isBesideItems: false);

    /// <summary>An error of a page that was written. The list goes on unless the user stops, so the message stays as it is.</summary>
    internal RfaException BesideItems(RfaException error) => error.OfList(error.Message, this, isBesideItems: true);

    internal string Describe() => string.Format(
        CultureInfo.InvariantCulture,
        File is null ? "{0} output before; to go on from there: {1}." : "{0} written before, to '{2}.partial'; to go on from there: {1}.",
        ItemCount == 1 ? "1 item was" : $"{ItemCount} items were",
        this,
        File);
}
