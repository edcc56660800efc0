namespace RfaAuth.Core.GraphQL.Paging.Shapes;

/// <summary>The start of a page, and what follows from the page's content. Each way of paging has its own type. Immutable.</summary>
internal abstract record PagePosition
{
    /// <summary>The value of the start variable; null leaves the variable out.</summary>
    public abstract object? Value { get; }

    /// <summary>The number of items before the page; null if not known.</summary>
    public abstract long? Before { get; }

    /// <summary>How many items to request.</summary>
    /// <param name="size">The page size.</param>
    /// <param name="needed">How many items are still needed, with those that are skipped.</param>
    public virtual int Ask(int size, ulong needed) => (int)Math.Min((ulong)size, Math.Max(needed, 1));

    /// <summary>The start of a later page, if all pages are as long as the last one; null if not known, or if there is none.</summary>
    /// <param name="pages">The distance in pages, from 1.</param>
    /// <param name="totals">The facts of the last page that came.</param>
    public virtual PagePosition? Ahead(int pages, PageTotals totals) => null;

    /// <summary>Whether the list goes on after the page.</summary>
    public abstract bool HasMore(PageContent page);

    /// <summary>The start of a page with only one item of this page; null if not known.</summary>
    /// <param name="index">The item's index in the page.</param>
    /// <param name="page">The page.</param>
    public abstract PagePosition? PlaceOf(int index, PageContent page);

    /// <summary>The start of the next page.</summary>
    /// <exception cref="Errors.RfaException">PagingLoop or MalformedGraphQLResponse: the answer does not lead to a next page.</exception>
    public abstract PagePosition Next(PageContent page, RepetitionGuard guard);
}
