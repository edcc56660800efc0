namespace RfaAuth.Core.Tests.GraphQL.Paging;

public sealed class PageLoopTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly ListService _service = new(Paged.Offset, 25);

    [Fact]
    public async Task The_next_page_is_fetched_during_the_output_of_a_page_if_it_is_needed()
    {
        var pager = _service.Follow(new PagingOptions { PageSize = 10, First = 20 });
        var sentAtWrite = new List<int>();

        await PageLoop.RunAsync(pager, SendAsync, page =>
        {
            sentAtWrite.Add(_service.Requests.Count);
            return Task.CompletedTask;
        }, 1, default);

        Assert.Equal([2, 2], sentAtWrite);
    }

    [Fact]
    public async Task Fetched_items_are_output_before_the_error_that_says_where_to_go_on()
    {
        var pager = _service.Follow(new PagingOptions { PageSize = 10, Skip = 3 });
        var output = new List<object?>();

        var exception = await Assert.ThrowsAsync<RfaException>(() => PageLoop.RunAsync(
            pager,
            (request, token) => _service.Requests.Count == 2 ? Task.FromException<CallResult>(new RfaException(ErrorCodes.ConnectionLost, "Lost.") { IsRetryable = true }) : SendAsync(request, token),
            page => { output.AddRange(page.PlainItems()); return Task.CompletedTask; },
            1,
            default));

        Assert.Equal(Enumerable.Range(3, 20).Select(i => (object?)(long)i), output);
        Assert.Equal((20, 23UL, true), (exception.Place().ItemCount, exception.Place().Skip, exception.IsRetryable));
        Assert.Equal("Lost. 20 items were output before; to go on from there: -Skip 23.", exception.Message);
    }

    [Fact]
    public async Task A_page_that_does_not_lead_to_a_next_one_is_output_before_the_error_that_says_where_to_go_on()
    {
        var service = new ListService(Paged.Offset, 10) { AlwaysSaysMore = true };
        var output = new List<object?>();

        var exception = await Assert.ThrowsAsync<RfaException>(() => PageLoop.RunAsync(
            service.Follow(new PagingOptions { PageSize = 10 }),
            (request, _) => Task.FromResult(service.Answer(request)),
            page => { output.AddRange(page.PlainItems()); return Task.CompletedTask; },
            1,
            default));

        Assert.Equal(ErrorCodes.PagingLoop, exception.ErrorCode);
        Assert.Equal((10, 10), (output.Count, exception.Place().ItemCount));
    }

    [Fact]
    public async Task The_loop_ends_only_after_the_requests_that_it_stopped()
    {
        var stopped = new TaskCompletionSource();
        var mayEnd = new TaskCompletionSource();

        var loop = PageLoop.RunAsync(
            _service.Follow(new PagingOptions { PageSize = 10 }),
            async (request, token) =>
            {
                if (_service.Requests.Count == 0)
                    return _service.Answer(request);
                using var registration = token.Register(stopped.SetResult);
                await mayEnd.Task;
                throw new OperationCanceledException();
            },
            _ => throw new InvalidOperationException(),
            1,
            default);
        await stopped.Task.WaitAsync(s_patience);
        Assert.False(loop.IsCompleted);
        mayEnd.SetResult();

        await Assert.ThrowsAsync<InvalidOperationException>(() => loop);
    }

    [Fact]
    public async Task An_error_of_the_first_page_says_nothing_about_going_on()
    {
        var pager = _service.Follow();

        var exception = await Assert.ThrowsAsync<RfaException>(() => PageLoop.RunAsync(
            pager, (_, _) => throw new RfaException(ErrorCodes.Forbidden, "No."), _ => Task.CompletedTask, 1, default));

        Assert.Equal(("No.", null), (exception.Message, exception.Resume));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Requests_under_way_end_with_a_stop_or_a_failed_output(bool isStop)
    {
        var pager = _service.Follow(new PagingOptions { PageSize = 10 });
        using var stop = new CancellationTokenSource();
        var ended = new TaskCompletionSource();
        var hanging = 2;

        var loop = PageLoop.RunAsync(
            pager,
            (request, token) => _service.Requests.Count == 0 ? SendAsync(request, token) : HangAsync(token),
            _ => isStop ? stop.CancelAsync() : throw new InvalidOperationException(),
            3,
            stop.Token);

        await ended.Task.WaitAsync(s_patience);
        if (isStop)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);
        else
            await Assert.ThrowsAsync<InvalidOperationException>(() => loop);

        async Task<CallResult> HangAsync(CancellationToken token)
        {
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                if (--hanging == 0)
                    ended.SetResult();
            }

            throw new InvalidOperationException("Unreachable.");
        }
    }

    [Fact]
    public async Task With_a_known_total_several_pages_are_fetched_at_once_and_none_beyond_it()
    {
        var service = new ListService(Paged.Offset, 95);
        var pager = service.Follow(new PagingOptions { PageSize = 10, ThrottleLimit = 4 });
        var sentAtWrite = new List<int>();

        await PageLoop.RunAsync(pager, (request, _) => Task.FromResult(service.Answer(request)), _ =>
        {
            sentAtWrite.Add(service.Requests.Count);
            return Task.CompletedTask;
        }, 4, default);

        Assert.Equal([5, 6, 7, 8, 9, 10, 10, 10, 10, 10], sentAtWrite);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task After_a_short_page_the_pages_behind_it_are_fetched_again(int limit)
    {
        var service = new ListService(Paged.Offset, 60) { IsVisible = index => index != 15 };
        var pager = service.Follow(new PagingOptions { PageSize = 10, ThrottleLimit = limit });
        var output = new List<object?>();

        await PageLoop.RunAsync(
            pager, (request, _) => Task.FromResult(service.Answer(request)), page => { output.AddRange(page.PlainItems()); return Task.CompletedTask; }, limit, default);

        // This service counts hidden items among those to be skipped: one comes twice, and none is lost.
        Assert.Equal(Enumerable.Range(0, 60).Where(index => index != 15).Select(index => (object?)(long)index), output.Distinct());
        Assert.Contains((19, 10), service.Requests.Select(request => (Convert.ToInt32(request.Start, null), (int)request.Size!)));
    }

    [Fact]
    public async Task An_error_of_a_later_page_is_written_after_the_pages_before_it()
    {
        var service = new ListService(Paged.Offset, 95);
        var pager = service.Follow(new PagingOptions { PageSize = 10, ThrottleLimit = 5 });
        var output = new List<object?>();

        var exception = await Assert.ThrowsAsync<RfaException>(() => PageLoop.RunAsync(
            pager,
            (request, _) => Equals(Convert.ToInt32(request.Variables!["skip"], null), 30)
                ? Task.FromException<CallResult>(new RfaException(ErrorCodes.ConnectionLost, "Lost."))
                : Task.FromResult(service.Answer(request)),
            page => { output.AddRange(page.PlainItems()); return Task.CompletedTask; },
            5,
            default));

        Assert.Equal((30, 30UL), (output.Count, exception.Place().Skip));
    }

    private Task<CallResult> SendAsync(GraphQLRequest request, CancellationToken token) => Task.FromResult(_service.Answer(request));
}
