namespace RfaAuth.Core.Tests.Support;

/// <summary>Gives tokens as a test says, counts how often it was asked, and can hold an answer back.</summary>
internal sealed class StubIssuer : ITokenIssuer
{
    private readonly ManualClock _clock;
    private int _signIns;
    private int _refreshes;

    public StubIssuer(ManualClock clock) => _clock = clock;

    public bool HasSignIn => true;

    public bool HasCredential { get; init; } = true;

    public int SignIns => _signIns;

    public int Refreshes => _refreshes;

    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    public ConcurrentQueue<string> RefreshTokensSeen { get; } = new();

    /// <summary>What a refresh ends in, instead of new tokens; one for each refresh, the last one for all that follow.</summary>
    public Queue<RefreshOutcome> Outcomes { get; } = new();

    public string? RefreshErrorCode { get; init; } = ErrorCodes.ConnectFailed;

    /// <summary>Why a refresh gave nothing; null: one with <see cref="RefreshErrorCode"/>.</summary>
    public RfaException? RefreshFault { get; init; }

    public RfaException? SignInFault { get; set; }

    /// <summary>A refresh answers when this is done.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Whether an answer comes although nobody wants it any more.</summary>
    public bool IgnoresCancellation { get; init; }

    /// <summary>Done as soon as a refresh or sign-in has begun.</summary>
    public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool KeepsRefreshToken { get; init; }

    /// <summary>Whether a sign-in gives no refresh token, as Toggle's does.</summary>
    public bool HasNoRefreshTokens { get; init; }

    /// <summary>Holds the next answers back until the test sets the result.</summary>
    public TaskCompletionSource Hold()
    {
        var hold = new TaskCompletionSource();
        Gate = hold.Task;
        return hold;
    }

    public async Task<TokenGrant> SignInAsync(CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _signIns);
        Begun.TrySetResult();
        await Gate.WaitAsync(IgnoresCancellation ? default : cancellationToken).ConfigureAwait(false);
        return SignInFault is { } fault ? throw fault : new TokenGrant(Jwt.Create(_clock.UtcNow, Lifetime), HasNoRefreshTokens ? null : "signin-" + number);
    }

    public async Task<RefreshResult> RefreshAsync(string refreshToken, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _refreshes);
        RefreshTokensSeen.Enqueue(refreshToken);
        Begun.TrySetResult();
        await Gate.WaitAsync(IgnoresCancellation ? default : cancellationToken).ConfigureAwait(false);
        var outcome = Outcomes.Count switch { 0 => RefreshOutcome.Granted, 1 => Outcomes.Peek(), _ => Outcomes.Dequeue() };
        return outcome == RefreshOutcome.Granted
            ? new RefreshResult(outcome, new TokenGrant(Jwt.Create(_clock.UtcNow, Lifetime), KeepsRefreshToken ? null : "refresh-" + number), null)
            : new RefreshResult(outcome, null, RefreshFault ?? new RfaException(RefreshErrorCode!, "The stub said so."));
    }
}
