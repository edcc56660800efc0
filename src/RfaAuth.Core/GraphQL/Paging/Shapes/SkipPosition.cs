namespace RfaAuth.Core.GraphQL.Paging.Shapes;

/// <summary>
/// Searches the page on which <c>-Skip</c> ends, in lists with page numbers. It first assumes that every page has the requested size.
/// If the page found has another size, the service may use another page size. Then the number of items on the first page is taken as the size.
/// If that is wrong too, the pages are read from the first one. So no item is lost or written twice because all pages are
/// shorter than requested. Immutable.
/// </summary>
/// <param name="First">The first page of the list.</param>
/// <param name="Skip">How many items to skip.</param>
/// <param name="Size">The assumed page size.</param>
internal sealed record SkipPosition(NumberPosition First, ulong Skip, int Size)
{
    private enum Step
    {
        /// <summary>Request the page that follows from the size.</summary>
        Landing,

        /// <summary>Request the first page to count its items.</summary>
        Measuring,

        /// <summary>Begin with this page in any case.</summary>
        Certain,
    }

    private Step At { get; init; }

    private bool IsMeasured { get; init; }

    /// <summary>Whether the list begins with this page in any case.</summary>
    public bool IsCertain => At == Step.Certain;

    private bool FromStart => At == Step.Measuring || (At == Step.Certain && IsMeasured);

    /// <summary>The page to request.</summary>
    public NumberPosition Position => FromStart ? First : new NumberPosition(First.Page + (long)(Skip / (ulong)Size), null);

    /// <summary>How many of its items to skip.</summary>
    public ulong Drop => FromStart ? Skip : Skip % (ulong)Size;

    /// <summary>Checks the requested page.</summary>
    /// <returns>The next step; null: the list begins with this page.</returns>
    public SkipPosition? Check(PageContent page)
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

    // Whether this is the last page, and all pages before are full. The total alone may fit by chance. If the service also says that this is the
    // last page, no other size fits.
    private bool IsLast(PageContent page) =>
        page.Items.Count > 0
        && page.SaysMore(before: null, Position.Page) == false
        && ((Position.Page - First.Page) * Size) + page.Items.Count == page.TotalCount;
}
