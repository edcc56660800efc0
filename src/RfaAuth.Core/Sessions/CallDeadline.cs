using RfaAuth.Core.Time;

namespace RfaAuth.Core.Sessions;

/// <summary>Cancels a call when its time is over, its user stops it, or its session is disconnected.</summary>
internal sealed class CallDeadline : IDisposable
{
    private readonly IClock _clock;
    private readonly TimeSpan _timeout;
    private readonly CancellationToken _user;
    private readonly CancellationToken _session;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _all;

    public CallDeadline(IClock clock, TimeSpan timeout, CancellationToken user, CancellationToken session)
    {
        _clock = clock;
        _timeout = timeout;
        _user = user;
        _session = session;
        Began = clock.Elapsed;
        _timer = clock.CreateCancellationTokenSource(timeout);
        _all = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, user, session);
    }

    /// <summary>When the call began (<see cref="IClock.Elapsed"/>).</summary>
    public TimeSpan Began { get; }

    public TimeSpan Duration => _clock.Elapsed - Began;

    public TimeSpan TimeLeft => _timeout - Duration;

    public CancellationToken Token => _all.Token;

    public static RfaException Exceeded(TimeSpan timeout) => new(
        ErrorCodes.RequestTimeout,
        string.Format(CultureInfo.InvariantCulture, "No whole answer came within {0:0.###} seconds.", timeout.TotalSeconds))
    {
        IsRetryable = true,
    };

    /// <summary>The reason for the end; null if the user stopped the call.</summary>
    public RfaException? Explain() =>
        _user.IsCancellationRequested ? null
        : _session.IsCancellationRequested ? new RfaException(ErrorCodes.SessionDisconnected, "The session was disconnected during the call.")
        : Exceeded(_timeout);

    public void Dispose()
    {
        _all.Dispose();
        _timer.Dispose();
    }
}
