using System;
using RfaAuth.Core.Errors;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>Where a page begins, and what follows from its content: one kind for each shape. Immutable.</summary>
internal abstract record PagePosition
{
    /// <summary>The value of the start variable; null leaves it out.</summary>
    public abstract object? Value { get; }

    /// <summary>How many items to ask for.</summary>
    /// <param name="size">The page size.</param>
    /// <param name="needed">How many items are still needed, those to be dropped included.</param>
    public virtual int Ask(int size, ulong needed) => (int)Math.Min((ulong)size, Math.Max(needed, 1));

    /// <summary>Whether the list goes on behind the page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="asked">How many items were asked for; null where the service decides.</param>
    public abstract bool HasMore(PageContent page, int? asked);

    /// <summary>Where the next page begins.</summary>
    /// <exception cref="RfaException">PagingLoop or MalformedGraphQLResponse: the service's answer leads nowhere.</exception>
    public abstract PagePosition Next(PageContent page, RepetitionGuard guard);
}

/// <summary><c>skip</c>: the number of items before the page.</summary>
internal sealed record OffsetPosition(long Skip) : PagePosition
{
    public override object? Value => Skip;

    // hasNextPage is about this very page; a total may be an estimate, and one that is less than what came is no total. With neither,
    // a page without items is the end: a short one may be all that the service gives at once.
    public override bool HasMore(PageContent page, int? asked) =>
        page.HasNextPage ?? (page.TotalCount is { } total && total >= Skip + page.Items.Count
            ? Skip + page.Items.Count < total
            : page.Items.Count > 0);

    // By what came, which may be less than was asked for: some services cap it.
    public override PagePosition Next(PageContent page, RepetitionGuard guard) =>
        page.Items.Count > 0 ? new OffsetPosition(Skip + page.Items.Count) : throw RepetitionGuard.EmptyPage();
}

/// <summary><c>page</c>: a number. The page size must not change on the way.</summary>
internal sealed record NumberPosition(long Page) : PagePosition
{
    public override object? Value => Page;

    public override int Ask(int size, ulong needed) => size;

    public override bool HasMore(PageContent page, int? asked) => page.Items.Count >= asked;

    public override PagePosition Next(PageContent page, RepetitionGuard guard) => new NumberPosition(Page + 1);
}

/// <summary><c>after</c>: the cursor of the item before the page; null at the start.</summary>
internal sealed record CursorPosition(object? Cursor) : PagePosition
{
    public override object? Value => Cursor;

    // Where the service says nothing, the list may go on: without a cursor either that is an error, and no end in silence.
    public override bool HasMore(PageContent page, int? asked) => page.HasNextPage ?? page.Items.Count > 0;

    public override PagePosition Next(PageContent page, RepetitionGuard guard) =>
        page.EndCursor is null ? throw (page.HasNextPage is null ? RepetitionGuard.NoPageInfo() : RepetitionGuard.NoCursor())
        : !guard.IsNewCursor(page.EndCursor) ? throw RepetitionGuard.RepeatedCursor()
        : guard.IsEmptyForTooLong(page.Items.Count == 0) ? throw RepetitionGuard.EmptyPage()
        : new CursorPosition(page.EndCursor);
}
