namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>
/// The place where a list goes on after a page, for the same call in another process: the facts that a <see cref="Pager"/> cannot find out
/// again.
/// </summary>
/// <param name="Start">The value of the start variable: a whole number, or a cursor as the service sent it.</param>
/// <param name="Given">How many items were written.</param>
internal sealed record PagerState(object? Start, long Given)
{
    /// <summary>The number of items before the page; null if not known.</summary>
    public long? Before { get; init; }

    /// <summary>The page size; null if the service decides.</summary>
    public int? Size { get; init; }

    /// <summary>How often the service lowered the page size.</summary>
    public int Lowerings { get; init; }

    /// <summary>How many items at the start of the page are to be skipped.</summary>
    public ulong Drop { get; init; }

    /// <summary>How many items are still wanted; null: all.</summary>
    public ulong? Left { get; init; }

    /// <summary>The number of items on the first page.</summary>
    public int FirstCount { get; init; }

    /// <summary>The total on the first page; null if the service did not say it.</summary>
    public long? FirstTotal { get; init; }

    /// <summary>The digest of the page before. With it a repeated page is noticed.</summary>
    public Digest? LastPage { get; init; }
}
