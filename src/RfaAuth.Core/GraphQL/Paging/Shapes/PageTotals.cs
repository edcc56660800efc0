namespace RfaAuth.Core.GraphQL.Paging.Shapes;

/// <summary>The facts of a page that help to predict the next pages.</summary>
/// <param name="Count">The number of its items.</param>
/// <param name="Total">The number of items in the list; null if the service does not say it.</param>
/// <param name="LastPage">The number of the last page, counted like the start variable; null if the service does not say it.</param>
internal sealed record PageTotals(int Count, long? Total, long? LastPage)
{
    public static PageTotals Of(PageContent page, PagePosition position) => new(
        page.Items.Count,
        page.TotalCount,
        position is NumberPosition { Page: var number } && page.CurrentPage is { } current ? page.LastPage + number - current : page.LastPage);
}
