namespace RfaAuth.Core.GraphQL.Paging.Shapes;

/// <summary>What a page tells of those behind it.</summary>
/// <param name="Count">How many items it had.</param>
/// <param name="Total">How many items the list has; null where the service says nothing.</param>
/// <param name="LastPage">The number of the last page, counted as the start variable counts; null where the service says nothing.</param>
internal sealed record PageTotals(int Count, long? Total, long? LastPage)
{
    public static PageTotals Of(PageContent page, PagePosition position) => new(
        page.Items.Count,
        page.TotalCount,
        position is NumberPosition { Page: var number } && page.CurrentPage is { } current ? page.LastPage + number - current : page.LastPage);
}
