namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>
/// Where a list goes on behind a page, for the same call in another process: all that a <see cref="Pager"/> knows by then and cannot
/// find out again.
/// </summary>
/// <param name="Start">The value of the start variable: a whole number, or a cursor as the service gave it.</param>
/// <param name="Given">How many items were given.</param>
internal sealed record PagerState(object? Start, long Given)
{
    /// <summary>How many items of the list stand before the page; null where that is not known.</summary>
    public long? Before { get; init; }

    /// <summary>How many items are asked for at once; null where the service decides.</summary>
    public int? Size { get; init; }

    /// <summary>How often the service lowered the page size.</summary>
    public int Lowerings { get; init; }

    /// <summary>How many items at the start of the page are not wanted.</summary>
    public ulong Drop { get; init; }

    /// <summary>How many items are still wanted; null: all.</summary>
    public ulong? Left { get; init; }

    /// <summary>How many items the first page had.</summary>
    public int FirstCount { get; init; }

    /// <summary>What stands for the page before, so that it is noticed where it comes again.</summary>
    public Digest? LastPage { get; init; }
}
