namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>Which items of a list are wanted, and in which page size.</summary>
internal sealed record PagingOptions
{
    /// <summary>The page size if neither the user nor the operation gives one.</summary>
    internal const int DefaultPageSize = 100;

    /// <summary>The page size; null: from the variables, the operation's default or the document, else 100.</summary>
    public int? PageSize { get; init; }

    /// <summary>How many items to skip at the start.</summary>
    public ulong Skip { get; init; }

    /// <summary>The greatest number of items to write; null: all.</summary>
    public ulong? First { get; init; }

    /// <summary>How many pages may be requested at once if their places are known, from 1.</summary>
    public int ThrottleLimit { get; init; } = 1;

    /// <summary>Whether lists within the items are completed.</summary>
    public bool IsNested { get; init; }

    /// <summary>Whether the service decides the page size if nobody gives one, because the first page was requested without one.</summary>
    internal bool NeedsNoSize { get; init; }

    /// <summary>The file to which the items are written. It records where to go on. Null: they are written to the pipeline.</summary>
    public string? OutFile { get; init; }

    /// <summary>Whether the list's total is needed even if no item is.</summary>
    public bool NeedsTotal { get; init; }
}
