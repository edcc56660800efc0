using RfaAuth.Core.Compatibility;
using RfaAuth.Core.Json;

namespace RfaAuth.Core.GraphQL.Paging.Nested;

/// <summary>Completes the lists in the items of a page, several items at once.</summary>
internal static class PageCompletion
{
    /// <param name="lists">The lists within the items.</param>
    /// <param name="page">The page.</param>
    /// <param name="send">Runs a request.</param>
    /// <param name="limit">How many items are completed at once, from 1.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The page with complete items, in their order, and with their errors; and the completed items with their notes and warnings.</returns>
    /// <exception cref="Errors.RfaException">The error of the first item that could not be completed.</exception>
    public static async Task<(ListPage Page, IReadOnlyList<CompletedItem> Items)> RunAsync(
        NestedLists lists, ListPage page, Func<GraphQLRequest, CancellationToken, Task<CallResult>> send, int limit, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var turns = new SemaphoreSlim(limit);
        Task<CompletedItem>[] work = [.. page.Items.Select(CompleteAsync)];
        try
        {
            // Wait in their order, so that the error is the one of the first item.
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

        async Task<CompletedItem> CompleteAsync(RawJson item, int index)
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
