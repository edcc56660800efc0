namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>What of a list is wanted, and in which pieces.</summary>
internal sealed record PagingOptions
{
    /// <summary>The page size where neither the user nor the operation says one.</summary>
    internal const int DefaultPageSize = 100;

    /// <summary>How many items to ask for at once; null: as the variables, the operation's default or the document say, else 100.</summary>
    public int? PageSize { get; init; }

    /// <summary>How many items to leave out at the start.</summary>
    public ulong Skip { get; init; }

    /// <summary>The most items to give; null: all.</summary>
    public ulong? First { get; init; }

    /// <summary>How many pages may be under way at once, where their places are known before; from 1.</summary>
    public int ThrottleLimit { get; init; } = 1;

    /// <summary>Whether lists in the items of the list are completed.</summary>
    public bool IsNested { get; init; }

    /// <summary>Whether the service decides where nobody says a page size: the first page was asked for without one.</summary>
    internal bool NeedsNoSize { get; init; }

    /// <summary>The name of the file to which the items are written, which says how to go on; null: they are output.</summary>
    public string? OutFile { get; init; }

    /// <summary>Whether the list's total is wanted even if no item is.</summary>
    public bool NeedsTotal { get; init; }
}
