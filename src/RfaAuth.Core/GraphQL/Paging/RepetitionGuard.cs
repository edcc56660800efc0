using RfaAuth.Core.Json;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>
/// Notices pages and cursors that come again, so that a service that does not page cannot hold a call for ever. It keeps sixteen
/// bytes of each.
/// </summary>
internal sealed class RepetitionGuard : IDisposable
{
    /// <summary>How many pages in a row may be empty while the cursor moves on, as with services that filter after they paged.</summary>
    public const int MostEmptyPages = 100;

    private readonly ValueDigest _digest = new();
    private readonly HashSet<Digest> _pages = [];
    private readonly HashSet<Digest> _cursors = [];
    private Digest? _last;
    private int _emptyPages;

    /// <summary>Whether the page that was there before is the one before this one.</summary>
    public bool IsOfLastPage { get; private set; }

    /// <summary>What stands for the page that came last; null where none was judged.</summary>
    public Digest? LastPage => _last;

    /// <summary>Takes note of a page that came before this guard was made.</summary>
    public void Remember(Digest page)
    {
        _last = page;
        _pages.Add(page);
    }

    /// <summary>
    /// Whether a page was there before. Only a page whose items all differ is judged: where items are alike, pages may be as well.
    /// A single item is judged where more were asked for: then it is no list read one by one.
    /// </summary>
    /// <param name="items">The page's items, or what stands for them.</param>
    /// <param name="digest">What stands for the page as a whole; null: its items are looked at.</param>
    /// <param name="asked">How many items were asked for; null where the service decides.</param>
    /// <param name="values">What made the items.</param>
    public bool IsRepeated(IReadOnlyList<object?> items, Digest? digest, int? asked, IValueFactory values)
    {
        if (items.Count < (asked > 1 ? 1 : 2))
            return false;
        // Each by itself first: the digest of the whole is made in the same place.
        var page = digest ?? _digest.Of(items.Select(item => _digest.Of(item, values)).ToList());
        IsOfLastPage = page == _last;
        _last = page;
        // Its items are held against each other only where it seems to come again.
        return !_pages.Add(page) && items.Select(item => _digest.Of(item, values)).Distinct().Count() == items.Count;
    }

    /// <summary>Takes note of a cursor that is about to be sent; false: it was sent before.</summary>
    public bool IsNewCursor(object cursor) => _cursors.Add(_digest.Of(cursor, PlainValueFactory.Instance));

    /// <summary>Whether too many pages in a row were empty.</summary>
    /// <param name="isEmpty">Whether this one is.</param>
    public bool IsEmptyForTooLong(bool isEmpty)
    {
        _emptyPages = isEmpty ? _emptyPages + 1 : 0;
        return _emptyPages > MostEmptyPages;
    }

    public void Dispose() => _digest.Dispose();

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
