using RfaAuth.Core.GraphQL.Paging.Shapes;
using RfaAuth.Core.Json;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>
/// Follows one list. It makes the request for a page, reads the answer, and returns the items to write and the next request.
/// It has no I/O and no clock. Not thread safe.
/// </summary>
internal sealed class Pager
{
    /// <summary>How often the page size may be lowered to the limit that the service names.</summary>
    private const int MostLowerings = 3;

    private readonly GraphQLRequest _operation;
    private readonly IReadOnlyDictionary<string, object?> _variables;
    private readonly ListSource _list;
    private readonly PagingOptions _options;
    private readonly RepetitionGuard _guard = new();
    private readonly Queue<(PagePosition Position, int? Asked, GraphQLRequest Request)> _predicted = new();

    private int? _size;
    private PagePosition _position;
    private SkipPosition? _jump;
    private int? _asked;
    private ulong _drop;
    private ulong _left;
    private long _given;
    private int _lowerings;
    private int _firstCount;
    private long? _firstTotal;
    private bool _isChangeNoticed;
    private PageTotals? _totals;
    private bool _isBegun;

    /// <param name="operation">The operation, without values for its variables.</param>
    /// <param name="variables">The user's values. Those of the paging variables are where the list begins.</param>
    /// <param name="list">The list to follow.</param>
    /// <param name="options">Which items are wanted, and the page size.</param>
    /// <param name="state">Where an earlier pager with the same arguments stopped; null: from the start.</param>
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

    /// <summary>The request for the first page; null if none is needed.</summary>
    /// <exception cref="RfaException">InvalidVariables.</exception>
    public GraphQLRequest? First()
    {
        // Make the request even if it is not needed, so that a mistake is always reported.
        var request = Request();
        return _left > 0 || (_options.NeedsTotal && _list.Field.Facts.Total is not null) ? request : null;
    }

    /// <summary>
    /// Predicts the pages after the next one from the total or the number of the last page. It assumes that all pages are as long as the
    /// last one that came. If that is true, <see cref="Read"/> returns the predicted request as the next one. If not, the predictions are dropped.
    /// </summary>
    /// <param name="count">The greatest number of requests.</param>
    public IEnumerable<GraphQLRequest> Ahead(int count)
    {
        for (; count > 0 && _totals is { Count: > 0 } totals && _jump is null; count--)
        {
            var pages = _predicted.Count + 1;
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
                // The error is reported when this page is next.
                yield break;
            }

            _predicted.Enqueue((position, asked, request));
            yield return request;
        }
    }

    /// <summary>Reads the answer to the last request.</summary>
    /// <exception cref="RfaException">
    /// The answer does not have the list: its first error, MalformedGraphQLResponse or PagingNotPossible. PagingLoop: the page came before.
    /// </exception>
    public ListPage Read(CallResult result)
    {
        var content = PageContent.Read(result.Response.Data, _list);
        if (content is null && Lower(result) is { } smaller)
            return smaller;
        content ??= Nothing(result);
        if (_jump is not null && Jump(content, result) is { } other)
            return other;
        if (_guard.IsRepeated(ComparedItems(content), _asked))
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
        var page = new ListPage(items, result) { TotalCount = content.TotalCount, IsPlainList = content.IsPlainList, Warning = Changed(content) };
        if (_options.IsNested)
            page = page with { PlaceOf = Places(_position, content, dropped) };
        return _left == 0 ? page
            : _position.HasMore(content) ? GoOn(page, content)
            : page with { Warning = Contradiction(content) ?? page.Warning };
    }

    private static Func<int, PagePosition?> Places(PagePosition position, PageContent content, int dropped) => index => position.PlaceOf(index + dropped, content);

    /// <summary>Adds the next request to the page. An error here is about the next page, so it is returned and this page is still written.</summary>
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

    /// <summary>Requests a smaller page, if the answer refuses this one because of its size and names the limit.</summary>
    /// <exception cref="RfaException">PagingNotPossible: the document has a fixed size. Else the answer's first error.</exception>
    private ListPage? Lower(CallResult result)
    {
        if (_asked is not { } asked || result.Errors.Count == 0)
            return null;
        var limit = PageSizeLimit.Read(result.Response, asked, _list.Field.SizeArgument);
        // In the middle of a list with page numbers, another size would change the numbers.
        if (limit is null || _lowerings == MostLowerings || (_isBegun && _position is NumberPosition))
            return PageSizeLimit.IsRefused(result.Response) ? throw TooLarge(result, limit) : null;
        if (_list.Field.Size is null)
            throw PageSizes.NoVariable(_list.Field, $"The service takes at most {limit} items a page, and the document asks for {asked}. Write a smaller number, or");
        _lowerings++;
        _size = limit;
        // With page numbers, -Skip leads to another page now. In other lists the position stays.
        if (!_isBegun)
            (_position, _drop, _jump) = Start();
        return Again(result, $"The service takes at most {limit} items a page where {asked} were asked for: the page size is {limit} from now on.");
    }

    private static RfaException TooLarge(CallResult result, int? limit) =>
        result.FirstError.Advised(limit is null ? "Pass a smaller -PageSize." : $"Pass -PageSize {limit}.");

    /// <summary>Requests another page if -Skip does not end on this one.</summary>
    private ListPage? Jump(PageContent content, CallResult result)
    {
        var page = ((NumberPosition)_position).Page;
        var next = _jump!.Check(content);
        for (; next is not null && next.Position.Page == page && !next.IsCertain; next = next.Check(content))
            _jump = next;
        if (next is null)
        {
            // This page is the right one, but fewer of its items may have to be skipped than expected.
            (_position, _drop, _jump) = (_jump.Position, _jump.Drop, null);
            return null;
        }

        (_position, _drop, _jump) = (next.Position, next.Drop, next.IsCertain ? null : next);
        return Again(result, $"The service gave {content.Items.Count} items on page {page} where {_asked} were asked for: -Skip is counted again.");
    }

    /// <summary>The number of items that are still needed, with those that are skipped.</summary>
    private ulong Needed => _left > ulong.MaxValue - _drop ? ulong.MaxValue : _left + _drop;

    /// <summary>The place where the list goes on. Call it when the position is that of the next page.</summary>
    private PagerState State() => new(_position.Value, _given)
    {
        Before = _position.Before,
        Size = _size,
        Lowerings = _lowerings,
        Drop = _drop,
        Left = _options.First is null ? null : _left,
        FirstCount = _firstCount,
        FirstTotal = _firstTotal,
        LastPage = _guard.LastPage,
    };

    private void GoOnFrom(PagerState state)
    {
        (_position, _drop, _jump) = (_list.Field.Shape.At(state.Start, state.Before), state.Drop, null);
        (_size, _lowerings, _given) = (state.Size, state.Lowerings, state.Given);
        _left = state.Left ?? ulong.MaxValue;
        (_firstCount, _firstTotal, _isBegun) = (state.FirstCount, state.FirstTotal, true);
        if (state.LastPage is { } page)
            _guard.Remember(page);
    }

    private ListStart Start() => _list.Field.Shape.Start(_list.Field.Start.Given(_variables), _list.Field.Start, _size, _options.Skip);

    private ListPage Again(CallResult result, string note) => new([], result) { Note = note, Next = Request() };

    // For a number beyond the last page, some services return the last page again. If this page is shorter than the first one, it was the last
    // page. If it is full, the service may not page at all.
    private ListPage? EndOfClamped(PageContent content, CallResult result) =>
        _position is NumberPosition { Page: var number } && _guard.IsOfLastPage && content.Items.Count < _firstCount
            ? new ListPage([], result) { Warning = $"The service gave page {number - 1} again for page {number} of {_list.Path}: the list is taken to end there." }
            : null;

    /// <summary>The warning for a list that ended before its total was reached.</summary>
    private string? Contradiction(PageContent content) =>
        content.TotalCount is { } total && _position.Before + content.Items.Count is { } came && came < total
            ? $"The list {_list.Path} ended after {came} of the {total} items that the service says it has: it may leave some out, or count others."
            : null;

    /// <summary>A warning, once, if the total changes while the list is read. A cursor keeps its place, but a number may lead to other items then.</summary>
    private string? Changed(PageContent content)
    {
        _firstTotal ??= content.TotalCount;
        if (_isChangeNoticed || _position is CursorPosition || content.TotalCount is not { } total || total == _firstTotal || CountsThePage(total, content))
            return null;
        _isChangeNoticed = true;
        return $"The list {_list.Path} changed while it was read: its total was {_firstTotal} and is {total} now. Items may be missing or come twice.";
    }

    // Some services count the items of the page only, or say 0 on an empty page. The whole list has at least the items that came.
    private bool CountsThePage(long total, PageContent content) =>
        content.Items.Count == 0 ? total == 0 : total < (_position.Before + content.Items.Count ?? _given);

    // Null means an empty list. But in the middle of the list it is an error, because the rest would be lost silently.
    private PageContent Nothing(CallResult result) =>
        result.Errors.Count > 0 ? throw result.FirstError
        : _isBegun ? throw new RfaException(ErrorCodes.MalformedGraphQLResponse, $"The list {_list.Path} is null in the middle of its pages.")
        : new PageContent([]) { HasNextPage = false };

    // For edges only the nodes are compared: a service may make new cursors when it sends a page again.
    private IReadOnlyList<RawJson> ComparedItems(PageContent content) =>
        !content.IsPlainList && _list.ItemsKey is not null && _list.ItemsKey == _list.Field.EdgesKey && _list.Field.NodeKey is { } key
            ? [.. content.Items.Select(item => RawTree.Member(item, key) ?? RawJson.Null)]
            : content.Items;

    private GraphQLRequest Request()
    {
        _asked = _size is { } size && _list.Field.Size is not null ? _position.Ask(size, Needed) : _size;
        if (_predicted.Count > 0)
        {
            var predicted = _predicted.Dequeue();
            if (Equals(predicted.Position.Value, _position.Value) && predicted.Asked == _asked)
                return predicted.Request;
            _predicted.Clear();
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

    // Use the page's own cursor or number if it has one. A number of items would be valid in every shape. But with cursors the earlier pages
    // would be read again, and with page numbers it is not known if some pages are short.
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
            // If no item was written, the user can repeat the call itself.
            _ => _given == 0 ? null : point with { Skip = _options.Skip + (ulong)_given },
        };
    }
}
