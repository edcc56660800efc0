using RfaAuth.Core.Json;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>
/// Notices repeated pages and cursors, so that a service that does not page cannot keep a call running for ever. It keeps sixteen
/// bytes of each.
/// </summary>
internal sealed class RepetitionGuard
{
    /// <summary>How many pages in a row may be empty while the cursor changes. Some services filter the items of a page after they paged.</summary>
    public const int MostEmptyPages = 100;

    private readonly HashSet<Digest> _pages = [];
    private readonly HashSet<Digest> _cursors = [];
    private Digest? _last;
    private int _emptyPages;

    /// <summary>Whether the repeated page is the one directly before.</summary>
    public bool IsOfLastPage { get; private set; }

    /// <summary>The digest of the last page; null if none was checked.</summary>
    public Digest? LastPage => _last;

    /// <summary>Adds a page that came before this guard was made.</summary>
    public void Remember(Digest page)
    {
        _last = page;
        _pages.Add(page);
    }

    /// <summary>
    /// Whether a page came before. Only a page with different items is checked: if items are equal, pages may be equal too.
    /// A page with one item is checked only if more were requested, because a list may be read one item at a time.
    /// </summary>
    /// <param name="items">The page's items, or the parts of them to compare.</param>
    /// <param name="asked">The page size; null if the service decides.</param>
    public bool IsRepeated(IReadOnlyList<RawJson> items, int? asked)
    {
        if (items.Count < (asked > 1 ? 1 : 2))
            return false;
        var page = Digest.Of(items);
        IsOfLastPage = page == _last;
        _last = page;
        // The items are compared with each other only if the page seems to be repeated.
        return !_pages.Add(page) && items.Select(item => Digest.Of([item])).Distinct().Count() == items.Count;
    }

    /// <summary>Adds a cursor that will be sent; false if it was sent before.</summary>
    public bool IsNewCursor(object cursor) => _cursors.Add(Digest.OfCursor(cursor));

    /// <summary>Whether too many pages in a row were empty.</summary>
    /// <param name="isEmpty">Whether this page is empty.</param>
    public bool IsEmptyForTooLong(bool isEmpty)
    {
        _emptyPages = isEmpty ? _emptyPages + 1 : 0;
        return _emptyPages > MostEmptyPages;
    }

    public static RfaException RepeatedPage() => Loop(
        "The service sent the same page again, so its list would never end. "
        + "If the list really has equal pages, select a field that tells its items apart, such as an id.");

    public static RfaException RepeatedCursor() => Loop("The service sent the same cursor again (endCursor), so its list would never end.");

    public static RfaException NoCursor() => Loop("The service says that there are more items (hasNextPage), but gives no cursor to ask for them (endCursor).");

    public static RfaException NoPageInfo() => new(
        ErrorCodes.MalformedGraphQLResponse, "The service says neither whether the list goes on (hasNextPage) nor where (endCursor).");

    public static RfaException EmptyPage() => Loop("The service says that there are more items, but sent a page without items.");

    private static RfaException Loop(string message) => new(ErrorCodes.PagingLoop, message);
}
