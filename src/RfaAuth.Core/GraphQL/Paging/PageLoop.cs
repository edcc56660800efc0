using RfaAuth.Core.Compatibility;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>
/// Fetches the pages of a list and writes them in order. The next page is requested while a page is written. If the places of the next pages are
/// known, several are requested at once. A page whose place turns out to be different is requested again.
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
    /// <param name="write">Writes a page. The next pages are requested meanwhile.</param>
    /// <param name="limit">How many requests may run at once, from 1.</param>
    /// <param name="cancellationToken">Cancels the loop and its running requests.</param>
    /// <exception cref="RfaException">
    /// A request failed, or its answer does not have the list. All pages before it were written. <see cref="RfaException.Resume"/> says where to go on.
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

    /// <summary>Starts the request for the next page, and the requests for further pages whose places are known.</summary>
    private void GoOn(GraphQLRequest? next, CancellationToken cancellationToken)
    {
        // Compare by reference: for a page that the pager predicted correctly, it returns the same request object.
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

    /// <summary>Cancels the requests that are no longer needed and ignores their outcome.</summary>
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
