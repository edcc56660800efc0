using RfaAuth.Core.Compatibility;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>
/// Fetches the pages of a list and outputs them in their order. The next one is under way while a page is output, and several are where
/// their places are known before; a page that turns out to stand elsewhere is asked for again.
/// </summary>
internal sealed class PageLoop : IDisposable
{
    private readonly Pager _pager;
    private readonly Func<GraphQLRequest, CancellationToken, Task<CallResult>> _send;
    private readonly Func<ListPage, Task> _write;
    private readonly int _limit;
    private readonly Queue<(GraphQLRequest Request, Task<CallResult> Answer)> _underWay = new();
    private readonly List<Task> _abandoned = [];
    private CancellationTokenSource _ahead = new();

    private PageLoop(Pager pager, Func<GraphQLRequest, CancellationToken, Task<CallResult>> send, Func<ListPage, Task> write, int limit) =>
        (_pager, _send, _write, _limit) = (pager, send, write, limit);

    /// <param name="pager">The list.</param>
    /// <param name="send">Runs a request.</param>
    /// <param name="write">Outputs a page; the next ones are under way meanwhile.</param>
    /// <param name="limit">How many requests may be under way at once, from 1.</param>
    /// <param name="cancellationToken">Ends it, the requests under way as well.</param>
    /// <exception cref="RfaException">
    /// A request failed, or its answer does not have the list. Every page before is output; <see cref="RfaException.Resume"/> says where to go on.
    /// </exception>
    public static async Task RunAsync(
        Pager pager,
        Func<GraphQLRequest, CancellationToken, Task<CallResult>> send,
        Func<ListPage, Task> write,
        int limit,
        CancellationToken cancellationToken)
    {
        using var loop = new PageLoop(pager, send, write, limit);
        await loop.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _ahead.Dispose();

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        ResumePoint? resume = null;
        try
        {
            GoOn(_pager.First(), cancellationToken);
            while (_underWay.Count > 0)
            {
                var page = _pager.Read(await _underWay.Dequeue().Answer.ConfigureAwait(false));
                GoOn(page.Next, cancellationToken);
                await _write(page).ConfigureAwait(false);
                resume = page.Resume ?? resume;
                if (page.Failure is not null)
                    throw page.Failure;
            }
        }
        catch (RfaException exception) when (resume is not null)
        {
            throw resume.AtEnd(exception);
        }
        finally
        {
            Abandon();
            await Task.WhenAll(_abandoned).ConfigureAwait(false);
        }
    }

    /// <summary>Has the next page under way, and those behind it whose places are known.</summary>
    private void GoOn(GraphQLRequest? next, CancellationToken cancellationToken)
    {
        // By identity: the pager gives a page that it foresaw the request that it gave before.
        if (_underWay.Count > 0 && !ReferenceEquals(_underWay.Peek().Request, next))
            Abandon();
        if (next is null)
            return;
        if (_underWay.Count == 0)
        {
            _ahead.Dispose();
            _ahead = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Start(next);
        }

        foreach (var request in _pager.Ahead(_limit - _underWay.Count))
            Start(request);
    }

    private void Start(GraphQLRequest request) => _underWay.Enqueue((request, _send(request, _ahead.Token)));

    /// <summary>Ends the requests that nobody needs any more; how they end does not matter.</summary>
    private void Abandon()
    {
        if (_underWay.Count == 0)
            return;
        _ahead.Cancel();
        _abandoned.RemoveAll(task => task.IsCompleted);
        while (_underWay.Count > 0)
            _abandoned.Add(_underWay.Dequeue().Answer.WhenEndedAsync());
    }
}
