using RfaAuth.Core.GraphQL.Paging.Shapes;
using RfaAuth.Core.Json;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>
/// Follows one list: makes the request for a page, reads its answer, and tells what is to be output and what to ask next.
/// It does no I/O and knows no time. Not thread safe.
/// </summary>
internal sealed class Pager : IDisposable
{
    /// <summary>How often a page size is lowered: each time to what the service says.</summary>
    private const int MostLowerings = 3;

    private readonly GraphQLRequest _operation;
    private readonly IReadOnlyDictionary<string, object?> _variables;
    private readonly ListSource _list;
    private readonly PagingOptions _options;
    private readonly RepetitionGuard _guard = new();
    private readonly Queue<(PagePosition Position, int? Asked, GraphQLRequest Request)> _foreseen = new();

    private int? _size;
    private PagePosition _position;
    private PageJump? _jump;
    private int? _asked;
    private ulong _drop;
    private ulong _left;
    private long _given;
    private int _lowerings;
    private int _firstCount;
    private PageTotals? _totals;
    private bool _isBegun;

    /// <param name="operation">The operation, without the values of its variables.</param>
    /// <param name="variables">The user's values; those that page the list are where it begins.</param>
    /// <param name="list">The list to follow.</param>
    /// <param name="options">What of it is wanted.</param>
    /// <param name="state">Where an earlier one with the same arguments got to; null: the list begins.</param>
    /// <exception cref="RfaException">InvalidVariables or PagingNotPossible.</exception>
    public Pager(GraphQLRequest operation, IReadOnlyDictionary<string, object?>? variables, ListSource list, PagingOptions options, PagerState? state = null)
    {
        _operation = operation;
        _variables = variables ?? new Dictionary<string, object?>();
        _list = list;
        _options = options;
        _left = options.First ?? ulong.MaxValue;
        _size = PageSizes.SizeOf(_variables, list.Field, options);
        (_position, _drop, _jump) = Start();
        if (state is not null)
            GoOnFrom(state);
        if (_position is CursorPosition { Cursor: { } cursor })
            _guard.IsNewCursor(cursor);
    }

    /// <summary>The request for the first page; null where none is needed.</summary>
    /// <exception cref="RfaException">InvalidVariables.</exception>
    public GraphQLRequest? First()
    {
        // Whether or not a page is needed, so that a mistake is an error in any case.
        var request = Request();
        return _left > 0 || (_options.NeedsTotal && _list.Field.Facts.Total is not null) ? request : null;
    }

    /// <summary>
    /// Foresees further pages behind the next one, by the total or the number of the last page, as if each one before were as long as the
    /// one that came last. Where that proves true, <see cref="Read"/> gives the very request as the next one; else they are forgotten.
    /// </summary>
    /// <param name="count">The most requests that are wanted.</param>
    public IEnumerable<GraphQLRequest> Ahead(int count)
    {
        for (; count > 0 && _totals is { Count: > 0 } totals && _jump is null; count--)
        {
            var pages = _foreseen.Count + 1;
            var before = (ulong)pages * (ulong)totals.Count;
            if (before >= Needed || _position.Ahead(pages, totals) is not { } position)
                yield break;
            var asked = _size is { } size && _list.Field.Size is not null ? _position.Ask(size, Needed - before) : _size;
            GraphQLRequest request;
            try
            {
                request = Request(position, asked);
            }
            catch (RfaException)
            {
                // Said when it is this page's turn.
                yield break;
            }

            _foreseen.Enqueue((position, asked, request));
            yield return request;
        }
    }

    /// <summary>Reads the answer to the last request.</summary>
    /// <exception cref="RfaException">
    /// The list is not there: the answer's first error, MalformedGraphQLResponse or PagingNotPossible. PagingLoop: the page was there before.
    /// </exception>
    public ListPage Read(CallResult result)
    {
        var response = result.Response;
        var content = PageContent.Read(response.Data, _list, response.Values);
        if (content is null && Lower(result) is { } smaller)
            return smaller;
        content ??= Nothing(result);
        if (_jump is not null && Jump(content, result) is { } other)
            return other;
        if (_guard.IsRepeated(ComparedItems(content, response.Values), IsOfNodes(content) ? null : content.Digest, _asked, response.Values))
            return EndOfClamped(content, result) ?? throw RepetitionGuard.RepeatedPage();
        if (!_isBegun)
            _firstCount = content.Items.Count;
        _isBegun = true;
        _totals = PageTotals.Of(content, _position);

        var dropped = (int)Math.Min(_drop, (ulong)content.Items.Count);
        var taken = (int)Math.Min(_left, (ulong)(content.Items.Count - dropped));
        _drop -= (ulong)dropped;
        _left = _options.First is null ? _left : _left - (ulong)taken;
        _given += taken;
        var items = taken == content.Items.Count ? content.Items : content.Items.Skip(dropped).Take(taken).ToArray();
        var page = new ListPage(items, result) { TotalCount = content.TotalCount, IsBare = content.IsBare };
        if (_options.IsNested)
            page = page with { PlaceOf = Places(_position, content, dropped) };
        return _left == 0 ? page
            : _position.HasMore(content) ? GoOn(page, content)
            : page with { Warning = Contradiction(content) };
    }

    public void Dispose() => _guard.Dispose();

    private static Func<int, PagePosition?> Places(PagePosition position, PageContent content, int dropped) => index => position.PlaceOf(index + dropped, content);

    /// <summary>The page with what comes after it. A failure here is that of the next page: this one is still to be output.</summary>
    private ListPage GoOn(ListPage page, PageContent content)
    {
        try
        {
            _position = _position.Next(content, _guard);
            return page with { Resume = Resume(content), Next = Request(), State = State() };
        }
        catch (RfaException exception)
        {
            return page with { Resume = Resume(content), Failure = exception };
        }
    }

    /// <summary>Asks again with a smaller page, where the answer refuses this one for its size and says what it may be.</summary>
    /// <exception cref="RfaException">PagingNotPossible: the size stands in the document. Else the answer's first error.</exception>
    private ListPage? Lower(CallResult result)
    {
        if (_asked is not { } asked || result.Errors.Count == 0)
            return null;
        var limit = PageSizeLimit.Read(result.Response, asked, _list.Field.SizeArgument);
        // In the middle of numbered pages another size would number them anew.
        if (limit is null || _lowerings == MostLowerings || (_isBegun && _position is NumberPosition))
            return PageSizeLimit.IsRefused(result.Response) ? throw TooLarge(result, limit) : null;
        if (_list.Field.Size is null)
            throw PageSizes.NoVariable(_list.Field, $"The service takes at most {limit} items a page, and the document asks for {asked}. Write a smaller number, or");
        _lowerings++;
        _size = limit;
        // Where pages have numbers, -Skip is another one now. Elsewhere the position stays.
        if (!_isBegun)
            (_position, _drop, _jump) = Start();
        return Again(result, $"The service takes at most {limit} items a page where {asked} were asked for: the page size is {limit} from now on.");
    }

    private static RfaException TooLarge(CallResult result, int? limit) =>
        result.FirstError.Advised(limit is null ? "Pass a smaller -PageSize." : $"Pass -PageSize {limit}.");

    /// <summary>Asks for another page where -Skip does not end on this one.</summary>
    private ListPage? Jump(PageContent content, CallResult result)
    {
        var page = ((NumberPosition)_position).Page;
        var next = _jump!.Judge(content);
        for (; next is not null && next.Position.Page == page && !next.IsCertain; next = next.Judge(content))
            _jump = next;
        if (next is null)
        {
            // The page that was asked for is the one, though fewer of its items may be unwanted than was thought.
            (_position, _drop, _jump) = (_jump.Position, _jump.Drop, null);
            return null;
        }

        (_position, _drop, _jump) = (next.Position, next.Drop, next.IsCertain ? null : next);
        return Again(result, $"The service gave {content.Items.Count} items on page {page} where {_asked} were asked for: -Skip is counted again.");
    }

    /// <summary>How many items are still needed, those to be dropped included.</summary>
    private ulong Needed => _left > ulong.MaxValue - _drop ? ulong.MaxValue : _left + _drop;

    /// <summary>Where the list goes on, once the position is that of the next page.</summary>
    private PagerState State() => new(_position.Value, _given)
    {
        Before = _position.Before,
        Size = _size,
        Lowerings = _lowerings,
        Drop = _drop,
        Left = _options.First is null ? null : _left,
        FirstCount = _firstCount,
        LastPage = _guard.LastPage,
    };

    private void GoOnFrom(PagerState state)
    {
        (_position, _drop, _jump) = (_list.Field.Shape.At(state.Start, state.Before), state.Drop, null);
        (_size, _lowerings, _given) = (state.Size, state.Lowerings, state.Given);
        _left = state.Left ?? ulong.MaxValue;
        (_firstCount, _isBegun) = (state.FirstCount, true);
        if (state.LastPage is { } page)
            _guard.Remember(page);
    }

    private ListStart Start() => _list.Field.Shape.Start(_list.Field.Start.Given(_variables), _list.Field.Start, _size, _options.Skip);

    private ListPage Again(CallResult result, string note) => new([], result) { Note = note, Next = Request() };

    // Some services give the last page again for each number beyond it. A page that is shorter than the first was the last one; a full one
    // may come again because the service does not page.
    private ListPage? EndOfClamped(PageContent content, CallResult result) =>
        _position is NumberPosition { Page: var number } && _guard.IsOfLastPage && content.Items.Count < _firstCount
            ? new ListPage([], result) { Warning = $"The service gave page {number - 1} again for page {number} of {_list.Path}: the list is taken to end there." }
            : null;

    /// <summary>A list that ended before its total was reached.</summary>
    private string? Contradiction(PageContent content) =>
        content.TotalCount is { } total && _position.Before + content.Items.Count is { } came && came < total
            ? $"The list {_list.Path} ended after {came} of the {total} items that the service says it has: it may leave some out, or count others."
            : null;

    // A list that is null is an empty one, unless it was there a page ago: then its rest would be lost in silence.
    private PageContent Nothing(CallResult result) =>
        result.Errors.Count > 0 ? throw result.FirstError
        : _isBegun ? throw new RfaException(ErrorCodes.MalformedGraphQLResponse, $"The list {_list.Path} is null in the middle of its pages.")
        : new PageContent([]) { HasNextPage = false };

    // The nodes of edges: a service that sends a page again may make up new cursors for it.
    private IReadOnlyList<object?> ComparedItems(PageContent content, IValueFactory values) =>
        IsOfNodes(content) ? [.. content.Items.Select(item => values.MemberOf(item, _list.Field.NodeKey!))] : content.Items;

    private bool IsOfNodes(PageContent content) =>
        !content.IsBare && _list.ItemsKey is not null && _list.ItemsKey == _list.Field.EdgesKey && _list.Field.NodeKey is not null;

    private GraphQLRequest Request()
    {
        _asked = _size is { } size && _list.Field.Size is not null ? _position.Ask(size, Needed) : _size;
        if (_foreseen.Count > 0)
        {
            var foreseen = _foreseen.Dequeue();
            if (Equals(foreseen.Position.Value, _position.Value) && foreseen.Asked == _asked)
                return foreseen.Request;
            _foreseen.Clear();
        }

        return Request(_position, _asked);
    }

    private GraphQLRequest Request(PagePosition position, int? asked)
    {
        var variables = _variables.ToDictionary(value => value.Key, value => value.Value, StringComparer.Ordinal);
        if (position.Value is { } start)
            _list.Field.Start.Set(variables, start);
        if (asked is not null && _list.Field.Size is { } size)
            size.Set(variables, asked);
        return _operation.WithVariables(variables);
    }

    // By the page's own cursor or number where it has one; a number of items is right in every shape, but reads Relay's pages again, and
    // cannot be told by numbered pages of which some are short.
    private ResumePoint? Resume(PageContent content)
    {
        if (_options.OutFile is { } file)
            return new ResumePoint(_given) { File = file };
        var point = new ResumePoint(_given)
        {
            First = _options.First is null ? null : _left,
            PageSize = _lowerings > 0 ? _size : null,
            Skip = _drop > 0 ? _drop : null,
        };
        return _position switch
        {
            CursorPosition when content.Cursor is { } cursor => point with
            {
                After = Convert.ToString(cursor, CultureInfo.InvariantCulture),
                AfterVariable = _list.Field.Start.Path,
                IsAfterText = cursor is string,
            },
            NumberPosition { Page: var page } => point with { Page = page, PageVariable = _list.Field.Start.Path },
            // Where nothing was output, the call itself is where to go on.
            _ => _given == 0 ? null : point with { Skip = _options.Skip + (ulong)_given },
        };
    }
}
