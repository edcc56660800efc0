using RfaAuth.Core.Time;

namespace RfaAuth.Core.Transport;

/// <summary>
/// A session's HttpClient, replaced when it is older than its lifetime, so that a change in DNS is noticed. The old one is disposed
/// when its last request has ended.
/// </summary>
internal sealed class RotatingClient : IDisposable
{
    private readonly object _gate = new();
    private readonly Func<HttpClient> _create;
    private readonly TimeSpan? _lifetime;
    private readonly IClock _clock;
    private Lease _current;
    private bool _isDisposed;

    /// <param name="create">Makes a client.</param>
    /// <param name="lifetime">How long one is used; null: always.</param>
    /// <param name="clock">The time.</param>
    public RotatingClient(Func<HttpClient> create, TimeSpan? lifetime, IClock clock)
    {
        _create = create;
        _lifetime = lifetime;
        _clock = clock;
        _current = new Lease(this, create(), clock.Elapsed);
    }

    /// <summary>The client to use for one request; dispose the lease afterwards.</summary>
    /// <exception cref="RfaException">SessionDisconnected.</exception>
    public Lease Rent()
    {
        lock (_gate)
        {
            if (_isDisposed)
                throw new RfaException(ErrorCodes.SessionDisconnected, "The session is disconnected.");
            if (_lifetime is { } lifetime && _clock.Elapsed - _current.Since >= lifetime)
            {
                var old = _current;
                _current = new Lease(this, _create(), _clock.Elapsed);
                old.Retire();
            }

            _current.Users++;
            return _current;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _current.Retire();
        }
    }

    /// <summary>One client and how many requests use it.</summary>
    public sealed class Lease : IDisposable
    {
        private readonly RotatingClient _owner;
        private bool _isRetired;

        public Lease(RotatingClient owner, HttpClient client, TimeSpan since)
        {
            _owner = owner;
            Client = client;
            Since = since;
        }

        public HttpClient Client { get; }

        public TimeSpan Since { get; }

        public int Users { get; set; }

        /// <summary>Under the owner's lock: no new request uses it.</summary>
        public void Retire()
        {
            _isRetired = true;
            DisposeIfUnused();
        }

        /// <summary>The end of one request.</summary>
        public void Dispose()
        {
            lock (_owner._gate)
            {
                Users--;
                DisposeIfUnused();
            }
        }

        private void DisposeIfUnused()
        {
            if (_isRetired && Users == 0)
                Client.Dispose();
        }
    }
}
