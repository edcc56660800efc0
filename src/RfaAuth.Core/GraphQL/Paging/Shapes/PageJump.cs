namespace RfaAuth.Core.GraphQL.Paging.Shapes;

/// <summary>
/// The search for the page on which <c>-Skip</c> ends, where pages have numbers. It first believes that every page is as long as asked
/// for. Where the page found is not, the service may give less (or more) on each: then its first page says how much, and where that does
/// not hold either, the pages are read from the first one on. So no item is lost, and none comes twice because of a page that is short
/// for all. Immutable.
/// </summary>
/// <param name="First">The first page of the list.</param>
/// <param name="Skip">How many items are not wanted.</param>
/// <param name="Size">How many items a page is believed to have.</param>
internal sealed record PageJump(NumberPosition First, ulong Skip, int Size)
{
    private enum Step
    {
        /// <summary>The page that the size leads to.</summary>
        Landing,

        /// <summary>The first page, for the number of its items.</summary>
        Measuring,

        /// <summary>The page to begin with, whatever it holds.</summary>
        Certain,
    }

    private Step At { get; init; }

    private bool IsMeasured { get; init; }

    /// <summary>Whether the list begins with the page, whatever it holds.</summary>
    public bool IsCertain => At == Step.Certain;

    private bool FromStart => At == Step.Measuring || (At == Step.Certain && IsMeasured);

    /// <summary>The page to ask for.</summary>
    public NumberPosition Position => FromStart ? First : new NumberPosition(First.Page + (long)(Skip / (ulong)Size), null);

    /// <summary>How many of its items are not wanted.</summary>
    public ulong Drop => FromStart ? Skip : Skip % (ulong)Size;

    /// <summary>Judges the page that was asked for.</summary>
    /// <returns>The next step; null: the list begins with this page.</returns>
    public PageJump? Judge(PageContent page)
    {
        var count = page.Items.Count;
        switch (At)
        {
            case Step.Landing when page.PerPage is { } told && told != Size && !IsMeasured:
                return this with { Size = told, IsMeasured = true };
            case Step.Landing when count == Size || page.PerPage == Size || IsLast(page) || (count == 0 && page.TotalCount <= (long)Skip):
                return null;
            case Step.Landing when IsMeasured:
                return this with { At = Step.Certain };
            case Step.Landing:
                return this with { At = Step.Measuring };
            case Step.Measuring when count == Size:
                return this with { At = Step.Certain };
            case Step.Measuring when page.SaysMore(First.ItemsBefore, First.Page) != false && count > 0 && Skip >= 2 * (ulong)count:
                return this with { At = Step.Landing, Size = count, IsMeasured = true };
            default:
                return null;
        }
    }

    // The last page of a list whose other pages are all full. The total alone may fit by chance; with a word that this is the last page
    // it fits for no other size.
    private bool IsLast(PageContent page) =>
        page.Items.Count > 0
        && page.SaysMore(before: null, Position.Page) == false
        && ((Position.Page - First.Page) * Size) + page.Items.Count == page.TotalCount;
}
