using System.Numerics;

namespace RfaAuth.Core.GraphQL.Paging.Shapes;

/// <summary>Paging with <c>page</c> and <c>limit</c> (rebing/graphql-laravel), or <c>page</c> and <c>first</c> (Lighthouse).</summary>
internal sealed class PageNumberShape : ListShape
{
    public override IReadOnlyList<string> StartArguments { get; } = ["page"];

    public override IReadOnlyList<string> SizeArguments { get; } =
        ["limit", "first", "perPage", "per_page", "pageSize", "page_size", "size", "take", "count"];

    // The other size arguments are used in other shapes too.
    public override string? StartForSize(string size) => size is "perPage" or "per_page" or "pageSize" or "page_size" ? "page" : null;

    public override IReadOnlyList<string> ItemsFields { get; } = ["data", "items", "nodes", "results"];

    public override ListStart Start(object? given, PagingVariable start, int? size, ulong skip)
    {
        var first = start.Integer(given) ?? 1;
        var position = new NumberPosition(first, first <= 1 ? 0 : null);
        if (size is not { } items || skip < (ulong)items)
            return new ListStart(position, skip);
        var jump = new SkipPosition(position, skip, items);
        return new ListStart(jump.Position with { Page = start.Checked(new BigInteger(first) + (skip / (ulong)items)) }, jump.Drop) { Jump = jump };
    }

    public override PagePosition At(object? value, long? before) => new NumberPosition((long)value!, before);
}

/// <summary>The number of a page. The page size must stay the same for all pages.</summary>
/// <param name="Page">The number.</param>
/// <param name="ItemsBefore">The number of items on the pages before; null if not known.</param>
internal sealed record NumberPosition(long Page, long? ItemsBefore) : PagePosition
{
    public override object? Value => Page;

    public override long? Before => ItemsBefore;

    public override int Ask(int size, ulong needed) => size;

    public override PagePosition? PlaceOf(int index, PageContent page) => Before is { } before ? new NumberPosition(before + index + 1, before + index) : null;

    public override PagePosition? Ahead(int pages, PageTotals totals)
    {
        var before = Before + ((long)pages * totals.Count);
        return (totals.LastPage is { } last ? Page + pages <= last : before < totals.Total) ? new NumberPosition(Page + pages, before) : null;
    }

    // A short page is not the end: the service may use a smaller page size. After an empty page the list goes on only if the answer says so about
    // this page. A total is not enough: it may count items that this user may not see.
    public override bool HasMore(PageContent page) => page.Items.Count > 0
        ? page.SaysMore(Before, Page) ?? true
        : page.HasNextPage ?? (page.LastPage is { } last && (page.CurrentPage ?? Page) < last);

    public override PagePosition Next(PageContent page, RepetitionGuard guard) =>
        guard.IsEmptyForTooLong(page.Items.Count == 0) ? throw RepetitionGuard.EmptyPage() : new NumberPosition(Page + 1, ItemsBefore + page.Items.Count);
}
