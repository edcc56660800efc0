using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RfaAuth.Core.Answers;
using RfaAuth.Core.Errors;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>
/// Follows one list: makes the request for a page, reads its answer, and tells what is to be output and what to ask next.
/// It does no I/O and knows no time. Not thread safe.
/// </summary>
internal sealed class Pager : IDisposable
{
    private readonly GraphQLRequest _operation;
    private readonly Dictionary<string, object?> _variables;
    private readonly ListSource _list;
    private readonly PagingOptions _options;
    private readonly PagingPlan _plan;
    private readonly RepetitionGuard _guard = new();

    private PagePosition _position;
    private int? _asked;
    private ulong _drop;
    private ulong _left;
    private long _given;
    private bool _isBegun;

    /// <param name="operation">The operation, without the values of its variables.</param>
    /// <param name="variables">The user's values; those that page the list are where it begins.</param>
    /// <param name="list">The list to follow.</param>
    /// <param name="options">What of it is wanted.</param>
    /// <exception cref="RfaException">VariablesInvalid or PagingNotPossible.</exception>
    public Pager(GraphQLRequest operation, IReadOnlyDictionary<string, object?>? variables, ListSource list, PagingOptions options)
    {
        _operation = operation;
        _variables = (variables ?? new Dictionary<string, object?>()).ToDictionary(value => value.Key, value => value.Value, StringComparer.Ordinal);
        _list = list;
        _options = options;
        _plan = PagingPlan.Create(operation, _variables, list.Field, options);
        _position = _plan.Start;
        _drop = _plan.Drop;
        _left = options.First ?? ulong.MaxValue;
        if (_position is CursorPosition { Cursor: { } cursor })
            _guard.IsNewCursor(cursor);
    }

    /// <summary>The request for the first page; null where none is needed.</summary>
    /// <exception cref="RfaException">VariablesInvalid.</exception>
    public GraphQLRequest? First()
    {
        // Whether or not a page is needed, so that a mistake is an error in any case.
        var request = Request();
        return _left > 0 || (_options.NeedsTotal && _list.Field.TotalCountKey is not null) ? request : null;
    }

    /// <summary>Reads the answer to the last request.</summary>
    /// <exception cref="RfaException">
    /// The list is not there: the answer's first error, MalformedGraphQLResponse or PagingNotPossible. PagingLoop: the page was there before.
    /// </exception>
    public ListPage Read(GraphQLResponse response)
    {
        var content = PageContent.Read(response.Data, _list) ?? Nothing(response);
        if (_guard.IsRepeated(Judged(content.Items), _asked))
            throw RepetitionGuard.RepeatedPage();
        _isBegun = true;

        var dropped = (int)Math.Min(_drop, (ulong)content.Items.Count);
        var taken = (int)Math.Min(_left, (ulong)(content.Items.Count - dropped));
        _drop -= (ulong)dropped;
        _left = _options.First is null ? _left : _left - (ulong)taken;
        _given += taken;
        var items = taken == content.Items.Count ? content.Items : content.Items.Skip(dropped).Take(taken).ToArray();
        var page = new ListPage(items, response) { TotalCount = content.TotalCount };
        if (_left == 0 || !_position.HasMore(content, _asked))
            return page;
        return GoOn(page, content);
    }

    public void Dispose() => _guard.Dispose();

    /// <summary>The page with what comes after it. A failure here is that of the next page: this one is still to be output.</summary>
    private ListPage GoOn(ListPage page, PageContent content)
    {
        try
        {
            _position = _position.Next(content, _guard);
            return page with { Resume = Resume(content), Next = Request() };
        }
        catch (RfaException exception)
        {
            return page with { Resume = Resume(content), Failure = exception };
        }
    }

    // A list that is null is an empty one, unless it was there a page ago: then its rest would be lost in silence.
    private PageContent Nothing(GraphQLResponse response) =>
        response.Errors.Count > 0 ? throw AnswerErrors.First(response)
        : _isBegun ? throw new RfaException(ErrorCodes.MalformedGraphQLResponse, $"The list {_list.Field.ItemsPath} is null in the middle of its pages.")
        : new PageContent([]) { HasNextPage = false };

    // The nodes of edges: a service that sends a page again may make up new cursors for it.
    private IReadOnlyList<object?> Judged(IReadOnlyList<object?> items) =>
        _list.ItemsKey == _list.Field.EdgesKey && _list.Field.NodeKey is { } node
            ? [.. items.Select(item => PlainValue.Member(item, node))]
            : items;

    private GraphQLRequest Request()
    {
        if (_position.Value is { } start)
            _variables[_list.Field.StartVariable] = start;
        _asked = _plan.Size;
        if (_plan.Size is { } size && _list.Field.SizeVariable is { } variable)
        {
            var needed = _left > ulong.MaxValue - _drop ? ulong.MaxValue : _left + _drop;
            _asked = _position.Ask(size, needed);
            _variables[variable] = _asked;
        }

        return _operation.WithVariables(_variables);
    }

    // By the page's own cursor where it has one; a number of items is right in every shape, but reads Relay's pages again.
    private ResumePoint? Resume(PageContent content)
    {
        var first = _options.First is null ? (ulong?)null : _left;
        var cursor = _position is CursorPosition ? content.EndCursor : null;
        // Where nothing was output, the call itself is where to go on.
        if (_given == 0 && cursor is null)
            return null;
        return cursor is not null
            ? new ResumePoint(_given)
            {
                After = Convert.ToString(cursor, CultureInfo.InvariantCulture),
                AfterVariable = _list.Field.StartVariable,
                IsAfterText = cursor is string,
                Skip = _drop > 0 ? _drop : null,
                First = first,
            }
            : new ResumePoint(_given) { Skip = _options.Skip + (ulong)_given, First = first };
    }
}
