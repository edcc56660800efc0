using RfaAuth.Core.Time;

namespace RfaAuth.Core.Diagnostics;

/// <summary>
/// The log of work for which several calls wait, such as a token renewal. A call that follows it gets the messages from then on, and
/// the wait that is already running. Safe from any thread.
/// </summary>
internal sealed class SharedCallLog : ICallLog
{
    private readonly object _gate = new();
    private readonly List<Follower> _followers = [];
    private readonly List<Wait> _waits = [];
    private readonly IClock _clock;

    public SharedCallLog(IClock clock) => _clock = clock;

    /// <summary>Sends all messages to a call's log until the result is disposed.</summary>
    public IDisposable Follow(ICallLog log)
    {
        var follower = new Follower(this, log);
        lock (_gate)
        {
            _followers.Add(follower);
            foreach (var wait in _waits)
            {
                var left = wait.Left(_clock.Elapsed);
                follower.Begin(wait, left);
                // A wait that only waits for an answer was told when it began, and is not told again.
                if (!left.IsAtMost)
                    log.Verbose(CallWaits.Describe(left));
            }
        }

        return follower;
    }

    public bool ShowsVerbose => true;

    public void Verbose(string message)
    {
        foreach (var follower in Followers())
            follower.Log.Verbose(message);
    }

    public void Warning(string message)
    {
        foreach (var follower in Followers())
            follower.Log.Warning(message);
    }

    public IDisposable Waiting(CallWait wait)
    {
        lock (_gate)
        {
            var begun = new Wait(this, wait, _clock.Elapsed);
            _waits.Add(begun);
            foreach (var follower in _followers)
                follower.Begin(begun, wait);
            return begun;
        }
    }

    private Follower[] Followers()
    {
        lock (_gate)
            return [.. _followers];
    }

    private sealed class Wait(SharedCallLog owner, CallWait wait, TimeSpan began) : IDisposable
    {
        /// <summary>The rest of the wait, for a call that follows later.</summary>
        public CallWait Left(TimeSpan now) => wait with { Duration = wait.Duration - (now - began) };

        public void Dispose()
        {
            lock (owner._gate)
            {
                owner._waits.Remove(this);
                foreach (var follower in owner._followers)
                    follower.End(this);
            }
        }
    }

    private sealed class Follower(SharedCallLog owner, ICallLog log) : IDisposable
    {
        // Guarded by the owner's lock.
        private readonly Dictionary<Wait, IDisposable> _shown = [];

        public ICallLog Log => log;

        public void Begin(Wait wait, CallWait shown) => _shown[wait] = log.Waiting(shown);

        public void End(Wait wait)
        {
            if (_shown.TryGetValue(wait, out var shown))
                shown.Dispose();
            _shown.Remove(wait);
        }

        public void Dispose()
        {
            lock (owner._gate)
            {
                owner._followers.Remove(this);
                foreach (var wait in _shown.Keys.ToList())
                    End(wait);
            }
        }
    }
}
