namespace RfaAuth.Core.Tests.Storms;

/// <summary>
/// Many short lives of a token source, each in an order of events drawn from a seed: callers come and go, tokens are refused and adopted,
/// refreshes answer late, fail and hang, the clock passes. Whatever the order, nobody is left waiting, and no two refreshes run at once.
/// </summary>
[Collection(OneStormAtATime.Name)]
public sealed class ScheduleTests
{
    [Fact]
    public async Task No_order_of_events_leaves_a_caller_waiting()
    {
        var first = Scale.Seed;
        for (var i = 0; i < Scale.Of(500); i++)
        {
            var seed = unchecked(first + i);
            try
            {
                await RunAsync(new Random(seed));
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"The schedule of seed {seed} failed.", exception);
            }
        }
    }

    private static async Task RunAsync(Random random)
    {
        var clock = new ManualClock { SkipsDelays = false };
        var issuer = new RandomIssuer(clock, hasCredential: random.Next(2) == 0);
        using var source = new TokenSource(
            issuer, TokenSet.Adopted(Jwt.Create(clock.UtcNow, TimeSpan.FromHours(1)), "R0", clock.UtcNow, 0), clock, random.NextDouble, _ => { });
        var calls = new List<Task>();
        var stops = new List<CancellationTokenSource>();
        var generation = 0L;

        for (var step = 0; step < 40; step++)
        {
            switch (random.Next(8))
            {
                case 0 or 1:
                    var stop = new CancellationTokenSource();
                    stops.Add(stop);
                    var seen = source.Current;
                    calls.Add(Task.Run(() => source.RenewAsync(seen, RenewalReason.Refused, clock.Elapsed, stop.Token), CancellationToken.None));
                    break;
                case 2:
                    calls.Add(Task.Run(() => source.GetAsync(clock.Elapsed, CancellationToken.None)));
                    break;
                case 3:
                    source.Current.MarkAccepted();
                    break;
                case 4:
                    source.Adopt(Jwt.Create(clock.UtcNow, TimeSpan.FromHours(1)), source.Current);
                    break;
                case 5 when stops.Count > 0:
                    await stops[random.Next(stops.Count)].CancelAsync();
                    break;
                case 6:
                    issuer.AnswerOne(random.Next(5));
                    break;
                default:
                    clock.Advance(TimeSpan.FromMinutes(random.Next(20)));
                    break;
            }

            Assert.True(source.Current.Generation >= generation);
            generation = source.Current.Generation;
        }

        // A hung refresh ends by the issuer's own deadline, which is an answer here.
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (!calls.TrueForAll(call => call.IsCompleted))
        {
            Assert.True(patience.Elapsed < Client.Patience, "Somebody waits for ever.");
            issuer.AnswerOne(random.Next(5));
            await Task.Yield();
        }

        foreach (var call in calls)
        {
            // Each ended with tokens, by its own stop, or with an error that has a code.
            var ended = await Record.ExceptionAsync(() => call.WaitAsync(Client.Patience));
            Assert.True(ended is null or RfaException or OperationCanceledException, $"{ended}");
        }

        Assert.InRange(issuer.MostAtOnce, 0, 1);
        Assert.All(issuer.Granted.GroupBy(token => token), token => Assert.Single(token));
        stops.ForEach(stop => stop.Dispose());
    }

    /// <summary>Answers when and as it is told; notes how many requests it had at once, and which refresh tokens it exchanged.</summary>
    private sealed class RandomIssuer(ManualClock clock, bool hasCredential) : ITokenIssuer
    {
        private readonly ConcurrentQueue<TaskCompletionSource<int>> _waiting = new();
        private readonly Lock _gate = new();
        private int _now;
        private int _count;

    public bool HasSignIn => true;

        public bool HasCredential => hasCredential;

        public int MostAtOnce { get; private set; }

        public ConcurrentQueue<string> Granted { get; } = new();

        public void AnswerOne(int dice)
        {
            if (_waiting.TryDequeue(out var waiting))
                waiting.SetResult(dice);
        }

        public async Task<TokenGrant> SignInAsync(CancellationToken cancellationToken) =>
            await WaitAsync(cancellationToken) == 0
                ? throw new RfaException(ErrorCodes.SignInFailed, "The schedule said so.")
                : Next();

        public async Task<RefreshResult> RefreshAsync(string refreshToken, CancellationToken cancellationToken)
        {
            var dice = await WaitAsync(cancellationToken);
            if (dice > 2)
            {
                Granted.Enqueue(refreshToken);
                return new RefreshResult(RefreshOutcome.Granted, Next(), null);
            }

            var outcome = dice switch { 0 => RefreshOutcome.Refused, 1 => RefreshOutcome.NotTaken, _ => RefreshOutcome.Ambiguous };
            return new RefreshResult(outcome, null, new RfaException(ErrorCodes.ConnectFailed, "The schedule said so."));
        }

        private TokenGrant Next() => new(Jwt.Create(clock.UtcNow, TimeSpan.FromHours(1)), "R" + Interlocked.Increment(ref _count));

        private async Task<int> WaitAsync(CancellationToken cancellationToken)
        {
            lock (_gate)
                MostAtOnce = Math.Max(MostAtOnce, ++_now);
            var waiting = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(waiting);
            try
            {
                return await waiting.Task.WaitAsync(cancellationToken);
            }
            finally
            {
                lock (_gate)
                    _now--;
            }
        }
    }
}
