using RfaAuth.Core.Compatibility;

namespace RfaAuth.Core.GraphQL.Paging.Nested;

/// <summary>Completes the lists in the items of a page, several items at once.</summary>
internal static class PageCompletion
{
    /// <param name="lists">The lists in its items.</param>
    /// <param name="page">The page.</param>
    /// <param name="send">Runs a request.</param>
    /// <param name="limit">How many items may be worked on at once, from 1.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The page with whole items, in their order, and their errors beside its own; what else is to be said of them.</returns>
    /// <exception cref="Errors.RfaException">An item could not be completed: the first of those that failed.</exception>
    public static async Task<(ListPage Page, IReadOnlyList<CompletedItem> Items)> RunAsync(
        NestedLists lists, ListPage page, Func<GraphQLRequest, CancellationToken, Task<CallResult>> send, int limit, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var turns = new SemaphoreSlim(limit);
        Task<CompletedItem>[] work = [.. page.Items.Select(CompleteAsync)];
        try
        {
            // In their order, so that the first failure is that of the first item.
            foreach (var item in work)
                await item.ConfigureAwait(false);
        }
        finally
        {
            stop.Cancel();
            await Task.WhenAll(work.Select(item => item.WhenEndedAsync())).ConfigureAwait(false);
        }

        CompletedItem[] items = [.. work.Select(item => item.Result)];
        var result = page.Result.WithErrors([.. items.SelectMany(item => item.Errors)]);
        return (page with { Items = [.. items.Select(item => item.Item)], Result = result }, items);

        async Task<CompletedItem> CompleteAsync(object? item, int index)
        {
            await turns.WaitAsync(stop.Token).ConfigureAwait(false);
            try
            {
                return await lists.CompleteAsync(item, page.PlaceOf?.Invoke(index), send, stop.Token).ConfigureAwait(false);
            }
            finally
            {
                turns.Release();
            }
        }
    }
}
