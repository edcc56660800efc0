using RfaAuth.Core.Errors;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Paging;

namespace RfaAuth.Core.Tests.GraphQL.Paging;

public sealed class PageLoopTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly ListService _service = new(Paged.Offset, 25);

    [Fact]
    public async Task The_next_page_is_under_way_while_one_is_output_and_none_where_it_is_not_needed()
    {
        using var pager = _service.Follow(new PagingOptions { PageSize = 10, First = 20 });
        var sentAtWrite = new List<int>();

        await PageLoop.RunAsync(pager, SendAsync, page =>
        {
            sentAtWrite.Add(_service.Requests.Count);
            return Task.CompletedTask;
        }, default);

        Assert.Equal([2, 2], sentAtWrite);
    }

    [Fact]
    public async Task What_was_fetched_is_output_before_the_failure_which_says_where_to_go_on()
    {
        using var pager = _service.Follow(new PagingOptions { PageSize = 10, Skip = 3 });
        var output = new List<object?>();

        var exception = await Assert.ThrowsAsync<RfaException>(() => PageLoop.RunAsync(
            pager,
            (request, token) => _service.Requests.Count == 2 ? Task.FromException<GraphQLResponse>(new RfaException(ErrorCodes.ConnectionLost, "Lost.") { IsRetryable = true }) : SendAsync(request, token),
            page => { output.AddRange(page.Items); return Task.CompletedTask; },
            default));

        Assert.Equal(Enumerable.Range(3, 20).Select(i => (object?)(long)i), output);
        Assert.Equal((20, 23UL, true), (exception.Resume!.ItemCount, exception.Resume.Skip, exception.IsRetryable));
        Assert.Equal("Lost. 20 items were output before; to go on from there: -Skip 23.", exception.Message);
    }

    [Fact]
    public async Task A_failure_of_the_first_page_says_nothing_of_it()
    {
        using var pager = _service.Follow();

        var exception = await Assert.ThrowsAsync<RfaException>(() => PageLoop.RunAsync(
            pager, (_, _) => throw new RfaException(ErrorCodes.Forbidden, "No."), _ => Task.CompletedTask, default));

        Assert.Equal(("No.", null), (exception.Message, exception.Resume));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_under_way_ends_with_a_stop_and_with_an_output_that_fails(bool isStop)
    {
        using var pager = _service.Follow(new PagingOptions { PageSize = 10 });
        using var stop = new CancellationTokenSource();
        var ended = new TaskCompletionSource();

        var loop = PageLoop.RunAsync(
            pager,
            (request, token) => _service.Requests.Count == 0 ? SendAsync(request, token) : HangAsync(token),
            _ => isStop ? stop.CancelAsync() : throw new InvalidOperationException(),
            stop.Token);

        await ended.Task.WaitAsync(s_patience);
        if (isStop)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);
        else
            await Assert.ThrowsAsync<InvalidOperationException>(() => loop);

        async Task<GraphQLResponse> HangAsync(CancellationToken token)
        {
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                ended.SetResult();
            }

            throw new InvalidOperationException("Unreachable.");
        }
    }

    private Task<GraphQLResponse> SendAsync(GraphQLRequest request, CancellationToken token) => Task.FromResult(_service.Answer(request));
}
