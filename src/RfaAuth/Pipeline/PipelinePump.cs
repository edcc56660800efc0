using System.Runtime.CompilerServices;

namespace RfaAuth.Pipeline;

/// <summary>
/// The queue between a cmdlet's body, which runs on any thread, and PowerShell's pipeline thread, which alone may write.
/// It need not be disposed: a body that runs longer than its cmdlet finds the pump closed.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "The event has no handle to free: nobody asks for one.")]
internal sealed class PipelinePump
{
    private readonly object _gate = new();
    private readonly Queue<Posted> _queue = new();

    // It spins for some microseconds before it blocks. The answer to a small call often comes in that time, and to wake a thread takes longer.
    private readonly ManualResetEventSlim _changed = new();
    private bool _closed;

    // The thread that runs the posted actions until the pump is closed; 0 if there is none.
    private int _thread;

    /// <summary>
    /// Posts <paramref name="action"/> to the pipeline thread. Actions run in the order of posting.
    /// The task ends when the action has run. It is cancelled if the pump is closed before, or if the action failed
    /// (its exception belongs to the pipeline thread and ends the cmdlet there).
    /// </summary>
    /// <remarks>Code that runs on the pipeline thread after <see cref="GoOnHere"/> runs the action at once and gets its exception.</remarks>
    public Task<T> PostAsync<T>(Func<T> action)
    {
        if (IsHere)
            return Task.FromResult(action());
        var posted = new Posted<T>(action);
        Post(posted);
        return posted.Completion;
    }

    /// <summary>
    /// After an await of the result, the caller runs on the pipeline thread, after the actions that were posted before. If the pump is closed first,
    /// the caller gets an OperationCanceledException on another thread.
    /// </summary>
    public Move GoOnHere() => new(this);

    /// <summary>Runs the posted actions on the calling thread, until the pump is closed and empty.</summary>
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
    /// Runs the posted actions on the calling thread, until the queue is empty and <paramref name="isEnough"/> returns true. It is called
    /// after each action and each <see cref="Wake"/>, under the pump's lock. It must be quick, and must not use the pump.
    /// </summary>
    /// <returns>Whether it returned true; false if the pump was closed first.</returns>
    public bool RunUntil(Func<bool> isEnough)
    {
        while (Take(isEnough) is { } posted)
            posted.Run();
        lock (_gate)
            return !_closed;
    }

    /// <summary>Makes a waiting <see cref="RunUntil"/> check its condition again.</summary>
    public void Wake()
    {
        lock (_gate)
            _changed.Set();
    }

    /// <summary>Closes the pump. Actions that were posted before still run.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _closed = true;
            _changed.Set();
        }
    }

    /// <summary>Closes the pump and cancels the actions that were posted before.</summary>
    public void Abort()
    {
        lock (_gate)
        {
            _closed = true;
            while (_queue.Count > 0)
                _queue.Dequeue().Cancel();
            _changed.Set();
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
                _changed.Set();
            }
        }
    }

    private Posted? Take(Func<bool>? isEnough = null)
    {
        while (true)
        {
            lock (_gate)
            {
                if (_queue.Count > 0)
                    return _queue.Dequeue();
                if (_closed || isEnough?.Invoke() == true)
                    return null;
                _changed.Reset();
            }

            _changed.Wait();
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

    /// <summary>The awaitable of <see cref="GoOnHere"/>. The default value does not change the thread.</summary>
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
