using System;
using System.Threading;
using System.Threading.Tasks;
using RfaAuth.Core.Errors;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>Fetches the pages of a list in their order, one ahead of the one that is being output.</summary>
internal static class PageLoop
{
    /// <param name="pager">The list.</param>
    /// <param name="send">Runs a request.</param>
    /// <param name="write">Outputs a page; the next one is under way meanwhile.</param>
    /// <param name="cancellationToken">Ends it, the request under way as well.</param>
    /// <exception cref="RfaException">
    /// A request failed, or its answer does not have the list. Every page before is output; <see cref="RfaException.Resume"/> says where to go on.
    /// </exception>
    public static async Task RunAsync(
        Pager pager, Func<GraphQLRequest, CancellationToken, Task<GraphQLResponse>> send, Func<ListPage, Task> write, CancellationToken cancellationToken)
    {
        using var ahead = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<GraphQLResponse>? pending = null;
        ResumePoint? resume = null;
        try
        {
            pending = Start(pager.First());
            while (pending is not null)
            {
                var page = pager.Read(await pending.ConfigureAwait(false));
                pending = Start(page.Next);
                await write(page).ConfigureAwait(false);
                resume = page.Resume;
                if (page.Failure is not null)
                    throw page.Failure;
            }
        }
        catch (RfaException exception) when (resume is not null)
        {
            throw exception.With(resume);
        }
        finally
        {
            ahead.Cancel();
            await EndAsync(pending).ConfigureAwait(false);
        }

        Task<GraphQLResponse>? Start(GraphQLRequest? request) => request is null ? null : send(request, ahead.Token);
    }

    /// <summary>Waits for a request that nobody needs any more; how it ends does not matter.</summary>
    private static Task EndAsync(Task? pending) => pending is null
        ? Task.CompletedTask
        : pending.ContinueWith(ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
