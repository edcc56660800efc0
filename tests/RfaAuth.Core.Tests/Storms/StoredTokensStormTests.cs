namespace RfaAuth.Core.Tests.Storms;

/// <summary>
/// Sessions that share one stored token set, each as a process of its own would: with its own memory, clock and hold on the lock file.
/// </summary>
[Collection(OneStormAtATime.Name)]
public sealed class StoredTokensStormTests : IDisposable
{
    private const int Rotations = 100;
    private static readonly Uri s_endpoint = new("https://example.com/graphql/");

    private readonly string _lockPath = Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".lock");
    private readonly SingleUseService _service = new();
    private readonly FakeVault _vault = new();
    private readonly ConcurrentDictionary<string, int> _ends = new();
    private volatile bool _isStormy;

    public void Dispose() => File.Delete(_lockPath);

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public async Task No_refresh_token_is_used_twice_without_faults(int count)
    {
        var sessions = new List<Session> { await ConnectAsync(new Random(Scale.Seed), hasCredential: true) };
        while (sessions.Count < count)
            sessions.Add(await ConnectAsync(new Random(Scale.Seed + sessions.Count), hasCredential: false));

        sessions[0] = await ConnectAsync(new Random(Scale.Seed), hasCredential: false);
        await RunAsync(sessions);

        Assert.Equal(["Done"], _ends.Keys);
        Assert.Equal((0, 1), (_service.Reuses, _service.SignIns));
        Assert.True(_service.IsLive(_vault.Tokens!.RefreshToken!));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public async Task No_refresh_token_is_used_twice_with_vault_faults_and_killed_processes(int count)
    {
        var sessions = new List<Session>();
        while (sessions.Count < count)
            sessions.Add(await ConnectAsync(new Random(Scale.Seed + sessions.Count), hasCredential: true));
        var random = new Random(Scale.Seed);
        var previous = _vault.Text;
        _vault.Before = what =>
        {
            if (!_isStormy)
                return;
            double chance;
            lock (random)
                chance = random.NextDouble();
            if (what == "Write")
                previous = _vault.Text;
            if (chance < 0.01)
                throw FakeVault.Locked;
            _vault.LosesWrites = chance is > 0.02 and < 0.03;
            if (what == "Read" && chance is > 0.04 and < 0.06)
                (_vault.StaleText, _vault.StaleReads) = (previous, 2);
        };
        _vault.AfterWrite = () =>
        {
            lock (random)
            {
                if (_isStormy && random.NextDouble() < 0.01)
                    throw FakeVault.Locked;
            }
        };

        _isStormy = true;
        await RunAsync(sessions);
        _isStormy = false;

        Assert.True(_service.Reuses == 0, $"{_service.Reuses} uses too many with the seed {Scale.Seed}: {Describe()}");
        Assert.True(_ends.Keys.All(end => end is "Done" or "Stopped" or "Again" or ErrorCodes.RefreshFailed or ErrorCodes.UnexpectedError), Describe());
        (_vault.StaleReads, _vault.LosesWrites) = (0, false);
        foreach (var session in sessions)
        {
            session.Clock.Advance(TimeSpan.FromMinutes(1));
            await CallAsync(session, RenewalReason.Requested, default);
            // It may have been one of those that the service did not take.
            session.Clock.Advance(TimeSpan.FromMinutes(1));
            await CallAsync(session, RenewalReason.Refused, default);
            Assert.Equal(_vault.Tokens!.RefreshToken, session.Source.Current.RefreshToken);
        }

        Assert.True(_service.IsLive(_vault.Tokens!.RefreshToken!));
        Assert.Equal(0, _service.Reuses);
    }

    private Task RunAsync(IList<Session> sessions) =>
        Task.WhenAll(Enumerable.Range(0, sessions.Count).Select(number => Task.Run(async () =>
        {
            var session = sessions[number];
            for (var i = 0; i < Scale.Of(Rotations); i++)
            {
                session.Clock.Advance(TimeSpan.FromSeconds(1));
                var reason = session.Next() < 0.8 ? RenewalReason.Requested : RenewalReason.Refused;
                // Two calls at once, each of which may be stopped.
                var end = await Task.WhenAll(StopAsync(session, reason), StopAsync(session, reason));
                foreach (var one in end)
                    _ends.AddOrUpdate(one, 1, static (_, count) => count + 1);
                // A process that was killed remembers nothing; another one begins in its place.
                while (end.Contains(ErrorCodes.UnexpectedError))
                {
                    try
                    {
                        sessions[number] = session = await ConnectAsync(new Random(i + number), hasCredential: true);
                        break;
                    }
                    catch (RfaException exception) when (exception.ErrorCode is ErrorCodes.VaultLocked or ErrorCodes.RefreshFailed or ErrorCodes.UnexpectedError)
                    {
                        _ends.AddOrUpdate("Again", 1, static (_, count) => count + 1);
                    }
                }
            }
        }))).WaitAsync(Client.Patience * Scale.Of(1));

    private async Task<string> StopAsync(Session session, RenewalReason reason)
    {
        using var stop = new CancellationTokenSource();
        var call = CallAsync(session, reason, stop.Token);
        if (_isStormy && session.Next() < 0.1)
        {
            if (session.Next() < 0.5)
                await Task.Delay(1, CancellationToken.None);
            await stop.CancelAsync();
        }

        return await call;
    }

    private static async Task<string> CallAsync(Session session, RenewalReason reason, CancellationToken cancellationToken)
    {
        try
        {
            (await session.Source.RenewAsync(session.Source.Current, reason, session.Clock.Elapsed, cancellationToken)).MarkAccepted();
            await session.Source.SaveAsync(cancellationToken);
            return "Done";
        }
        catch (RfaException exception)
        {
            return exception.ErrorCode;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return "Stopped";
        }
    }

    private async Task<Session> ConnectAsync(Random random, bool hasCredential)
    {
        var clock = new StormClock();
        var lockedStore = new LockedTokenStore(_vault, new TokenBinding("Api", s_endpoint, "me"), _lockPath, clock, static _ => { });
        var initial = await lockedStore.RestoreAsync(0, default) ?? TokenSet.Adopted(null, null, clock.UtcNow, 0);
        var session = new Session(clock, random);
        session.Source = new TokenSource(new SingleUseIssuer(_service, hasCredential, () => _isStormy ? session.Next() : 1), initial, clock, static () => 0.5, static _ => { }, lockedStore);
        await session.Source.GetAsync(clock.Elapsed, default);
        return session;
    }

    private string Describe() => string.Join(", ", _ends.Select(end => $"{end.Key} {end.Value}"));

    private sealed class Session(StormClock clock, Random random)
    {
        public StormClock Clock { get; } = clock;

        public TokenSource Source { get; set; } = null!;

        public double Next()
        {
            lock (random)
                return random.NextDouble();
        }
    }

    /// <summary>The machine's wall clock; the time that passes is the session's own, so that a busy machine is not taken for a vault that hangs.</summary>
    private sealed class StormClock : IClock
    {
        private long _elapsed;

        public DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

        public TimeSpan Elapsed => TimeSpan.FromTicks(Interlocked.Read(ref _elapsed));

        public void Advance(TimeSpan by) => Interlocked.Add(ref _elapsed, by.Ticks);

        public Task Delay(TimeSpan delay, CancellationToken cancellationToken)
        {
            Advance(delay);
            return Task.Delay(1, cancellationToken);
        }

        public CancellationTokenSource CreateCancellationTokenSource(TimeSpan delay) => new();
    }
}
