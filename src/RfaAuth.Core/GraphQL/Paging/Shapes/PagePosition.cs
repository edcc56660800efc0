namespace RfaAuth.Core.GraphQL.Paging.Shapes;

/// <summary>Where a page begins, and what follows from its content: one kind for each way of paging. Immutable.</summary>
internal abstract record PagePosition
{
    /// <summary>The value of the start variable; null leaves it out.</summary>
    public abstract object? Value { get; }

    /// <summary>How many items of the list stand before the page; null where that is not known.</summary>
    public abstract long? Before { get; }

    /// <summary>How many items to ask for.</summary>
    /// <param name="size">The page size.</param>
    /// <param name="needed">How many items are still needed, those to be dropped included.</param>
    public virtual int Ask(int size, ulong needed) => (int)Math.Min((ulong)size, Math.Max(needed, 1));

    /// <summary>Where a page further on begins, if all are as long as the last one; null where that cannot be known, or there is none.</summary>
    /// <param name="pages">How many pages further on, from 1.</param>
    /// <param name="totals">What the page that came last tells.</param>
    public virtual PagePosition? Ahead(int pages, PageTotals totals) => null;

    /// <summary>Whether the list goes on behind the page.</summary>
    public abstract bool HasMore(PageContent page);

    /// <summary>Where a page of one begins that has an item of this page; null where that is not known.</summary>
    /// <param name="index">The item's place in the page.</param>
    /// <param name="page">The page.</param>
    public abstract PagePosition? PlaceOf(int index, PageContent page);

    /// <summary>Where the next page begins.</summary>
    /// <exception cref="Errors.RfaException">PagingLoop or MalformedGraphQLResponse: the service's answer leads nowhere.</exception>
    public abstract PagePosition Next(PageContent page, RepetitionGuard guard);
}
