namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>Where to go on after a list that broke off: the same call with these parameters in place of those it had.</summary>
/// <param name="ItemCount">How many items were output.</param>
public sealed record ResumePoint(long ItemCount)
{
    /// <summary>The value for <c>-Skip</c>; null: leave it out.</summary>
    public ulong? Skip { get; init; }

    /// <summary>The value for <c>-First</c>: what it still has to give; null: leave it out.</summary>
    public ulong? First { get; init; }

    /// <summary>The cursor of the last page that was output whole, for the variable of that name; null where the list has none.</summary>
    public string? After { get; init; }

    /// <summary>The variable that takes the cursor, without its <c>$</c>; where it is a field of an input object, as <c>input.after</c>.</summary>
    public string? AfterVariable { get; init; }

    /// <summary>The number of the page to begin with, for the variable of that name; null where pages have none.</summary>
    public long? Page { get; init; }

    /// <summary>The variable that takes the page's number, without its <c>$</c>; in an input object as <c>input.page</c>.</summary>
    public string? PageVariable { get; init; }

    /// <summary>The value for <c>-PageSize</c>: what the service lowered it to; null: leave it as it is.</summary>
    public int? PageSize { get; init; }

    /// <summary>Whether the cursor is text; some services number their items.</summary>
    internal bool IsAfterText { get; init; } = true;

    /// <summary>The file in which the items are, which goes on by its own record; null: they were output.</summary>
    public string? File { get; init; }

    /// <summary>The parameters as they are written in PowerShell.</summary>
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

    // PowerShell takes all of these for the end of a text in single quotes, and the cursor is the service's.
    private static string Quote(string text) =>
        string.Concat(text.Select(c => c is '\'' or '\u2018' or '\u2019' or '\u201A' or '\u201B' ? $"{c}{c}" : c.ToString()));

    /// <summary>The failure in the middle of a list, which its message says.</summary>
    internal RfaException AtEnd(RfaException failure) => failure.OfList($"{RfaException.Sentence(failure.Message)} {Describe()}", this, isBesideItems: false);

    /// <summary>An error beside a page that was output. The list goes on unless the user stops at it, so the message stays as it is.</summary>
    internal RfaException BesideItems(RfaException error) => error.OfList(error.Message, this, isBesideItems: true);

    internal string Describe() => string.Format(
        CultureInfo.InvariantCulture,
        File is null ? "{0} output before; to go on from there: {1}." : "{0} written before, to '{2}.partial'; to go on from there: {1}.",
        ItemCount == 1 ? "1 item was" : $"{ItemCount} items were",
        this,
        File);
}
