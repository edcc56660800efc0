namespace RfaAuth.Core.Compatibility;

internal static class TaskExtensions
{
    /// <summary>Waits for a task that other calls wait for too. The token cancels the wait and not the task. .NET has this method from version 6 on.</summary>
    public static async Task<T> WaitAsync<T>(this Task<T> task, CancellationToken cancellationToken)
    {
        var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(static state => ((TaskCompletionSource<bool>)state!).TrySetCanceled(), cancelled))
        {
            if (await Task.WhenAny(task, cancelled.Task).ConfigureAwait(false) != task)
                throw new OperationCanceledException(cancellationToken);
        }

        return await task.ConfigureAwait(false);
    }

    /// <summary>
    /// A task that ends with this one and never fails. The exception is observed, so that .NET does not report it if nobody waits for this
    /// task.
    /// </summary>
    /// <returns>The exception; null if there is none.</returns>
    public static Task<Exception?> WhenEndedAsync(this Task task) => task.ContinueWith(
        static ended => ended.Exception?.GetBaseException(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
