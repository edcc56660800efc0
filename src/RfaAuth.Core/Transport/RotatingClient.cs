using RfaAuth.Core.Time;

namespace RfaAuth.Core.Transport;

/// <summary>
/// A session's HTTP client, which is replaced after its lifetime so that a change in DNS is noticed. The old client is disposed
/// after its last request.
/// </summary>
internal sealed class RotatingClient : IDisposable
{
    private readonly object _gate = new();
    private readonly Func<HttpMessageInvoker> _create;
    private readonly TimeSpan? _lifetime;
    private readonly IClock _clock;
    private Lease _current;
    private bool _isDisposed;

    /// <param name="create">Makes a client.</param>
    /// <param name="lifetime">The lifetime of a client; null: it is never replaced.</param>
    /// <param name="clock">The time.</param>
    public RotatingClient(Func<HttpMessageInvoker> create, TimeSpan? lifetime, IClock clock)
    {
        _create = create;
        _lifetime = lifetime;
        _clock = clock;
        _current = new Lease(this, create(), clock.Elapsed);
    }

    /// <summary>Gets the client for one request. The caller must dispose of the lease afterwards.</summary>
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

    /// <summary>A client with the number of its requests.</summary>
    public sealed class Lease : IDisposable
    {
        private readonly RotatingClient _owner;
        private bool _isRetired;

        public Lease(RotatingClient owner, HttpMessageInvoker client, TimeSpan since)
        {
            _owner = owner;
            Client = client;
            Since = since;
        }

        public HttpMessageInvoker Client { get; }

        public TimeSpan Since { get; }

        public int Users { get; set; }

        /// <summary>Ends the use of the client for new requests. The caller has the owner's lock.</summary>
        public void Retire()
        {
            _isRetired = true;
            DisposeIfUnused();
        }

        /// <summary>Ends one request.</summary>
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
