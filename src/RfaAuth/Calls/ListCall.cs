using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Paging;
using RfaAuth.Core.GraphQL.Paging.Nested;
using RfaAuth.Core.Json;
using RfaAuth.Core.Sessions;
using RfaAuth.Output;
using RfaAuth.Pipeline;

namespace RfaAuth.Calls;

/// <summary>Follows a list to its end and writes its items as they come: <c>-All</c>.</summary>
internal sealed class ListCall
{
    /// <summary>The id differs from the one of a batch, whose progress is shown at the same time.</summary>
    private const int ProgressId = 2;

    private readonly CmdletPipeline _pipeline;
    private readonly RfaSession _session;
    private readonly GraphQLRequest _request;
    private readonly PagingOptions _paging;
    private readonly CallOptions _options;
    private readonly object? _target;
    private readonly ListSource _list;
    private readonly PacedProgress _progress;
    private NestedLists? _nested;
    private TimeSpan _begun;
    private long _count;
    private bool _isTotalWritten;
    private bool _isPathFound;
    private bool _hasErrors;

    /// <param name="pipeline">The cmdlet's pipeline.</param>
    /// <param name="session">The session whose token is sent.</param>
    /// <param name="request">The operation, with the variables as they are given.</param>
    /// <param name="path">The path of the list, and of a part of its items; null: the only list.</param>
    /// <param name="paging">The options of the list.</param>
    /// <param name="options">The options of each request. Their factory makes the items.</param>
    /// <param name="target">The target of errors.</param>
    /// <exception cref="RfaException">ParameterConflict, PagingNotPossible or DataPathNotFound.</exception>
    public ListCall(
        CmdletPipeline pipeline, RfaSession session, GraphQLRequest request, DataPath? path, PagingOptions paging, CallOptions options, object? target)
    {
        _pipeline = pipeline;
        _session = session;
        _request = request;
        _paging = paging;
        _options = options;
        _target = target;
        _list = ListSource.Choose(request, path?.Keys, paging.IsNested);
        _progress = new PacedProgress(session.Connection.Options.Clock, ProgressId, request.DisplayName);
    }

    /// <summary>Writes the items; null: they are made into objects and output.</summary>
    public IAnswerOutput? Output { get; init; }

    /// <summary>The place where the list goes on; null: the beginning.</summary>
    public PagerState? State { get; init; }

    /// <summary>The number of items of earlier runs.</summary>
    public long Before { get; init; }

    /// <returns>Whether the answers had no errors.</returns>
    /// <exception cref="RfaException">A page could not be fetched. The pages before were written, and Resume says where to go on.</exception>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        _nested = _paging.IsNested ? NestedLists.Find(_request, _list) : null;
        var pager = new Pager(_request, _request.Variables, _list, _paging, State);
        (_count, _begun) = (Before, _session.Connection.Options.Clock.Elapsed);
        try
        {
            await PageLoop.RunAsync(
                pager, SendAsync, async page => await WriteAsync(await CompleteAsync(page, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false), _paging.ThrottleLimit, cancellationToken).ConfigureAwait(false);
        }
        catch (RfaException exception) when (exception.Response is GraphQLResponse response)
        {
            throw exception.With(exception.Message, Shown(new CallResult(response)).Response);
        }
        finally
        {
            // If the cmdlet was stopped, nothing can be shown, and this ends like the loop.
            await ShowAsync(_progress.End()).ConfigureAwait(false);
        }

        await WriteTotalAsync(null).ConfigureAwait(false);
        return !_hasErrors;
    }

    private DataPath? ItemPath(bool isPlainList)
    {
        var path = _list.ItemPath(isPlainList);
        string[] above = [.. _list.Field.Path, .. isPlainList || _list.ItemsKey is null ? [] : new[] { _list.ItemsKey }];
        return path.Count == 0 ? null : new DataPath(string.Join(".", [.. above, .. path])).After(above.Length);
    }

    // The items stay text until the next page is requested. Their objects are made while the service works on it.
    private Task<CallResult> SendAsync(GraphQLRequest request, CancellationToken cancellationToken) =>
        _session.Connection.ExecuteAsync(request, _options with { Values = _list.ItemsAsText() }, cancellationToken);

    /// <summary>An answer for errors, with objects in place of text.</summary>
    private CallResult Shown(CallResult result) => result.WithData(RawTree.Made(result.Response.Data, _options.Values));

    /// <summary>The page with the lists within its items complete, if that was asked for.</summary>
    private async Task<ListPage> CompleteAsync(ListPage page, CancellationToken cancellationToken)
    {
        if (_nested is null)
            return page;
        var (whole, items) = await PageCompletion.RunAsync(_nested, page, SendAsync, _paging.ThrottleLimit, cancellationToken).ConfigureAwait(false);
        foreach (var note in items.SelectMany(item => item.Notes))
            _options.Log.Verbose($"{_request.DisplayName}: {note}");
        foreach (var warning in items.SelectMany(item => item.Warnings).Distinct())
            _options.Log.Warning(warning);
        return whole;
    }

    private async Task WriteAsync(ListPage page)
    {
        if (page.Note is not null)
        {
            _options.Log.Verbose($"{_request.DisplayName}: {page.Note}");
            return;
        }

        await _pipeline.WriteHeadersAsync(page.Result.Facts.AllHeaders).ConfigureAwait(false);
        await WriteTotalAsync(page.TotalCount).ConfigureAwait(false);
        // Data first, as with a single answer: under -ErrorAction Stop the first error ends the cmdlet.
        IEnumerable<object?> items = Output is null ? RawTree.MakeEach(page.Items, _options.Values).Select(Record.Shown) : page.Items;
        var result = page.Result.Errors.Count > 0 ? Shown(page.Result) : page.Result;
        RfaException? notFound = null;
        try
        {
            var selected = Select(items, ItemPath(page.IsPlainList));
            await (Output?.WriteAsync(_pipeline, [.. selected.Select(item => item as RawJson ?? RawJson.Null)], isList: true, page) ?? _pipeline.WriteObjectAsync(selected, enumerate: true)).ConfigureAwait(false);
        }
        catch (RfaException exception) when (exception.ErrorCode == ErrorCodes.DataPathNotFound)
        {
            notFound = exception.With(exception.Message, Shown(page.Result).Response);
        }

        _hasErrors |= page.Result.Errors.Count > 0;
        await AnswerWriter.WriteErrorsAsync(_pipeline, _target, result, page.Resume).ConfigureAwait(false);
        if (notFound is not null)
            throw notFound;
        _count += page.Items.Count;
        if (page.Warning is not null)
            _options.Log.Warning(page.Warning);
        await ShowAsync(Progress(page.TotalCount)).ConfigureAwait(false);
    }

    /// <summary>The wanted parts of the items. A key that one page has may be missing in all items of another page.</summary>
    private IEnumerable<object?> Select(IEnumerable<object?> items, DataPath? path)
    {
        // An object that is made when it is written is soon forgotten, which saves work for .NET's garbage collector.
        if (path is null)
            return _pipeline.WritesAtOnce ? items : items.ToArray();
        try
        {
            var whole = items.ToArray();
            var selected = path.Select(whole).ToArray();
            _isPathFound |= whole.Length > 0;
            return selected;
        }
        catch (RfaException) when (_isPathFound)
        {
            return [];
        }
    }

    private ProgressRecord? Progress(long? total) =>
        _progress.Next(ListProgress.Of(_count, _count - Before, total, _session.Connection.Options.Clock.Elapsed - _begun));

    private Task ShowAsync(ProgressRecord? progress) => progress is null ? Task.CompletedTask : _pipeline.WriteProgressAsync(progress);

    private async Task WriteTotalAsync(long? count)
    {
        if (!_paging.NeedsTotal || _isTotalWritten)
            return;
        _isTotalWritten = true;
        await _pipeline.WriteTotalCountAsync(count).ConfigureAwait(false);
    }
}
