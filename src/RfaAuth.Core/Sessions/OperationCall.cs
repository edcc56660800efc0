using RfaAuth.Core.Answers;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Json;
using RfaAuth.Core.Time;

namespace RfaAuth.Core.Sessions;

/// <summary>The state of one call while it runs.</summary>
internal sealed class OperationCall(GraphQLRequest request, CallOptions options, CallDeadline deadline)
{
    public GraphQLRequest Request { get; } = request;

    public CallOptions Options { get; } = options;

    public CallDeadline Deadline { get; } = deadline;

    public byte[] Body { get; } = request.ToJson();

    public int Attempts { get; set; }

    public bool IsTokenRenewed { get; set; }

    /// <summary>Why the operation is not sent again after its token was refused; null if that does not apply.</summary>
    public NotSentAgain? NotSentAgain { get; set; }

    /// <summary>An answer that was refused in part and only for now, while the call is retried.</summary>
    public Exchange? Partial { get; set; }

    /// <summary>Whether a request is running, so that its operation may be running too.</summary>
    public bool IsInFlight { get; set; }

    /// <summary>The answer to return: the last one, or the one before if the retry brought less.</summary>
    public Exchange Best(Exchange last) =>
        Partial is null || last.Response is { HasData: true } || last.AuthFailure == AuthFailure.Unauthorized ? last : Partial;
}

/// <summary>The options of one call.</summary>
internal sealed record CallOptions
{
    /// <summary>Makes the objects of <c>data</c>.</summary>
    public IValueFactory Values { get => field ?? PlainValueFactory.Instance; init; }

    /// <summary>Whether to keep the text of the body in <see cref="GraphQLResponse.Body"/>.</summary>
    public bool KeepBody { get; init; }

    /// <summary>Whether to keep the headers of an answer without errors too.</summary>
    public bool KeepHeaders { get; init; }

    /// <summary>The time limit for the whole call with its waits and retries; null: the session's.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Whether the call is sent once more after an Unauthorized answer. Turn it off for services that check after the resolver ran.</summary>
    public bool RetryOnUnauthorized { get; init; } = true;

    /// <summary>Awaited before the operation is sent for the first time, so that it can be noted that it may have run; null: nothing is to be noted.</summary>
    public Func<CancellationToken, Task>? Sending { get; init; }

    public ICallLog Log { get; init; } = NullCallLog.Instance;
}

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
