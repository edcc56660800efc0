using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace RfaAuth.Pipeline;

/// <summary>
/// The queue between a cmdlet's body, which runs on any thread, and PowerShell's pipeline thread, which alone may write.
/// It holds nothing that needs disposal: a body that outlives its cmdlet finds it closed, not gone.
/// </summary>
internal sealed class PipelinePump
{
    private readonly object _gate = new();
    private readonly Queue<Posted> _queue = new();
    private bool _closed;

    /// <summary>
    /// Has <paramref name="action"/> run on the pipeline thread, in the order of posting.
    /// The task ends when it has run; it is cancelled when the pump is closed first, or when the action failed
    /// (its exception belongs to the pipeline thread and ends the cmdlet there).
    /// </summary>
    public Task<T> PostAsync<T>(Func<T> action)
    {
        var posted = new Posted<T>(action);
        lock (_gate)
        {
            if (_closed)
            {
                posted.Cancel();
            }
            else
            {
                _queue.Enqueue(posted);
                Monitor.Pulse(_gate);
            }
        }
        return posted.Completion;
    }

    /// <summary>Runs what is posted, on the calling thread, until the pump is closed and empty.</summary>
    public void RunUntilClosed()
    {
        while (Take() is { } posted)
            posted.Run();
    }

    /// <summary>
    /// Runs what is posted, on the calling thread, until nothing is posted and <paramref name="isEnough"/> says so. It is asked
    /// again after each action and each <see cref="Wake"/>, under the pump's lock: it must be quick, and use the pump in no way.
    /// </summary>
    /// <returns>Whether it said so; false where the pump was closed first.</returns>
    public bool RunUntil(Func<bool> isEnough)
    {
        while (Take(isEnough) is { } posted)
            posted.Run();
        lock (_gate)
            return !_closed;
    }

    /// <summary>Has a waiting <see cref="RunUntil"/> look again.</summary>
    public void Wake()
    {
        lock (_gate)
            Monitor.Pulse(_gate);
    }

    /// <summary>Takes no more; what is already posted still runs.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Takes no more; what is already posted is cancelled.</summary>
    public void Abort()
    {
        lock (_gate)
        {
            _closed = true;
            while (_queue.Count > 0)
                _queue.Dequeue().Cancel();
            Monitor.Pulse(_gate);
        }
    }

    private Posted? Take(Func<bool>? isEnough = null)
    {
        lock (_gate)
        {
            while (_queue.Count == 0 && !_closed && isEnough?.Invoke() != true)
                Monitor.Wait(_gate);
            return _queue.Count > 0 ? _queue.Dequeue() : null;
        }
    }

    private abstract class Posted
    {
        public abstract void Run();

        public abstract void Cancel();
    }

    private sealed class Posted<T>(Func<T> action) : Posted
    {
        // Continuations must not run on the pipeline thread, or inside the lock.
        private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Completion => _completion.Task;

        public override void Run()
        {
            try
            {
                _completion.TrySetResult(action());
            }
            finally
            {
                _completion.TrySetCanceled();
            }
        }

        public override void Cancel() => _completion.TrySetCanceled();
    }
}
