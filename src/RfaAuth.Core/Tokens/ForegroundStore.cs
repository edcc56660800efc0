using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using RfaAuth.Core.Errors;

namespace RfaAuth.Core.Tokens;

/// <summary>
/// The store of a session's tokens, reached through whichever of the callers now in the session has its thread free. A renewal belongs
/// to no caller in particular; so a caller that leaves, or whose thread is busy further down its pipeline, holds up nobody else.
/// </summary>
internal sealed class ForegroundStore
{
    private readonly object _gate = new();
    private readonly List<CallerStore> _callers = [];
    private Step? _waiting;

    /// <summary>Whether something waits for a caller's thread.</summary>
    public bool IsWaiting => Volatile.Read(ref _waiting) is not null;

    /// <summary>Counts a caller among those that can be asked, until what is returned is disposed.</summary>
    public IDisposable Join(CallerStore caller)
    {
        lock (_gate)
        {
            _callers.Add(caller);
            if (_waiting is { } step)
                Offer(step, caller);
        }

        return new Membership(this, caller);
    }

    /// <summary>Runs one step at the store; one at a time. A step whose thread is stopped is begun again by another caller.</summary>
    /// <exception cref="OperationCanceledException">No caller is left who could reach the store, or the token was cancelled.</exception>
    /// <exception cref="RfaException">The store's own.</exception>
    public async Task<T> RunAsync<T>(Func<ITokenStore, T> run, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await RunOnceAsync(new Step<T>(run), cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && HasCallers)
            {
            }
        }
    }

    public bool HasCallers
    {
        get
        {
            lock (_gate)
                return _callers.Count > 0;
        }
    }

    private async Task<T> RunOnceAsync<T>(Step<T> step, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_callers.Count == 0)
                throw new OperationCanceledException();
            Volatile.Write(ref _waiting, step);
            foreach (var caller in _callers)
                Offer(step, caller);
        }

        try
        {
            using (cancellationToken.Register(step.Cancel))
                return await step.Completion.ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _waiting, null);
        }
    }

    // Whoever comes first runs it; for the others it is over when their turn comes.
    private static void Offer(Step step, CallerStore caller) => caller.Post(() => step.RunOnce(caller.Store));

    private void Leave(CallerStore caller)
    {
        lock (_gate)
        {
            _callers.Remove(caller);
            if (_callers.Count == 0)
                _waiting?.Cancel();
        }
    }

    private sealed class Membership(ForegroundStore store, CallerStore caller) : IDisposable
    {
        public void Dispose() => store.Leave(caller);
    }

    private abstract class Step
    {
        public abstract void RunOnce(ITokenStore store);

        /// <summary>Gives the step up, unless it has begun.</summary>
        public abstract void Cancel();
    }

    private sealed class Step<T>(Func<ITokenStore, T> run) : Step
    {
        private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _isTaken;

        public Task<T> Completion => _completion.Task;

        public override void RunOnce(ITokenStore store)
        {
            if (Interlocked.Exchange(ref _isTaken, 1) != 0)
                return;
            try
            {
                _completion.TrySetResult(run(store));
            }
            catch (RfaException exception)
            {
                _completion.TrySetException(exception);
            }
            finally
            {
                // Anything else is the caller's thread being stopped, and goes on there.
                _completion.TrySetCanceled();
            }
        }

        public override void Cancel()
        {
            if (Interlocked.Exchange(ref _isTaken, 1) == 0)
                _completion.TrySetCanceled();
        }
    }
}
