namespace RfaAuth.Core.Tests.Transport;

public sealed class RotatingClientTests
{
    private readonly ManualClock _clock = new();
    private readonly List<Handler> _handlers = [];

    [Fact]
    public void An_old_client_is_replaced_and_disposed_after_its_last_request()
    {
        using var clients = Create(TimeSpan.FromMinutes(5));
        var first = clients.Rent();
        var second = clients.Rent();
        Assert.Same(first.Client, second.Client);

        _clock.Advance(TimeSpan.FromMinutes(5));
        using var third = clients.Rent();

        Assert.NotSame(first.Client, third.Client);
        first.Dispose();
        Assert.False(_handlers[0].IsDisposed);
        second.Dispose();
        Assert.True(_handlers[0].IsDisposed);
        Assert.False(_handlers[1].IsDisposed);
    }

    [Fact]
    public void An_unused_client_is_disposed_as_soon_as_it_is_replaced()
    {
        using (var clients = Create(TimeSpan.FromMinutes(5)))
        {
            clients.Rent().Dispose();
            _clock.Advance(TimeSpan.FromMinutes(5));
            clients.Rent().Dispose();
            Assert.True(_handlers[0].IsDisposed);

            _clock.Advance(TimeSpan.FromMinutes(4));
            clients.Rent().Dispose();
            Assert.False(_handlers[1].IsDisposed);
        }

        Assert.True(_handlers[1].IsDisposed);
        Assert.Equal(2, _handlers.Count);
    }

    [Fact]
    public void A_client_without_a_lifetime_is_never_replaced()
    {
        using var clients = Create(null);
        using var first = clients.Rent();
        _clock.Advance(TimeSpan.FromDays(30));
        using var second = clients.Rent();

        Assert.Same(first.Client, second.Client);
    }

    [Fact]
    public void A_client_is_disposed_after_its_last_request_when_the_session_is_disconnected()
    {
        var clients = Create(null);
        var lease = clients.Rent();
        clients.Dispose();

        Assert.False(_handlers[0].IsDisposed);
        lease.Dispose();
        Assert.True(_handlers[0].IsDisposed);
        var exception = Assert.Throws<RfaException>(clients.Rent);
        Assert.Equal((ErrorCodes.SessionDisconnected, "The session is disconnected."), (exception.ErrorCode, exception.Message));
    }

    private RotatingClient Create(TimeSpan? lifetime) => new(
        () =>
        {
            var handler = new Handler();
            _handlers.Add(handler);
            return new HttpMessageInvoker(handler);
        },
        lifetime,
        _clock);

    private sealed class Handler : HttpMessageHandler
    {
        public bool IsDisposed { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException();

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
