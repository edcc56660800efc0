using System.Runtime.CompilerServices;

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

    // The thread that runs what is posted until the pump is closed; 0: none does.
    private int _thread;

    /// <summary>
    /// Has <paramref name="action"/> run on the pipeline thread, in the order of posting.
    /// The task ends when it has run; it is cancelled when the pump is closed first, or when the action failed
    /// (its exception belongs to the pipeline thread and ends the cmdlet there).
    /// </summary>
    /// <remarks>What goes on on the pipeline thread by <see cref="GoOnHere"/> has it run at once, and its exception for itself.</remarks>
    public Task<T> PostAsync<T>(Func<T> action)
    {
        if (IsHere)
            return Task.FromResult(action());
        var posted = new Posted<T>(action);
        Post(posted);
        return posted.Completion;
    }

    /// <summary>
    /// Has the caller go on on the pipeline thread when it is awaited, behind what was posted before. Where the pump is closed first, it goes on
    /// elsewhere with an OperationCanceledException.
    /// </summary>
    public Move GoOnHere() => new(this);

    /// <summary>Runs what is posted, on the calling thread, until the pump is closed and empty.</summary>
    public void RunUntilClosed()
    {
        Volatile.Write(ref _thread, Environment.CurrentManagedThreadId);
        try
        {
            while (Take() is { } posted)
                posted.Run();
        }
        finally
        {
            Volatile.Write(ref _thread, 0);
        }
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

    private bool IsHere => Volatile.Read(ref _thread) == Environment.CurrentManagedThreadId;

    private void Post(Posted posted)
    {
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

    private sealed class Continuation(Action goOn) : Posted
    {
        public override void Run() => goOn();

        public override void Cancel() => ThreadPool.QueueUserWorkItem(static state => ((Action)state!)(), goOn);
    }

    /// <summary>What <see cref="GoOnHere"/> gives to await; the default goes on where it is.</summary>
    public readonly struct Move(PipelinePump? pump) : ICriticalNotifyCompletion
    {
        public bool IsCompleted => pump is null || pump.IsHere;

        public Move GetAwaiter() => this;

        public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

        public void UnsafeOnCompleted(Action continuation) => pump!.Post(new Continuation(continuation));

        /// <exception cref="OperationCanceledException">The pump was closed first.</exception>
        public void GetResult()
        {
            if (pump is { IsHere: false })
                throw new OperationCanceledException("The cmdlet has ended.");
        }
    }
}
