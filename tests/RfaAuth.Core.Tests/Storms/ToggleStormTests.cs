namespace RfaAuth.Core.Tests.Storms;

/// <summary>
/// Toggle's rotation with 64 calls in flight: each answer brings a new token, answers overtake each other, a fifth of the headers is
/// blank, and some are doubled. The token held never moves backwards, and nobody is signed out.
/// </summary>
[Collection(OneStormAtATime.Name)]
public sealed class ToggleStormTests
{
    private const int InFlight = 64;
    private const string Header = "X-Authorization";

    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1)] // a token's times differ from the last one's, as with a second between them
    [InlineData(1000)] // a thousand tokens are of the same second
    public async Task Concurrent_calls_never_return_to_an_older_rotated_token(int tokensPerSecond)
    {
        var random = new Random(Scale.Seed);
        var shuffle = new Shuffle(random, InFlight / 2);
        var gate = new Lock();
        var issued = new Dictionary<string, int>();
        var total = Scale.Of(3000);

        string Issue()
        {
            lock (gate)
            {
                var token = Jwt.Create(s_start.AddSeconds(issued.Count / tokensPerSecond), TimeSpan.FromHours(1));
                issued.Add(token, issued.Count);
                return token;
            }
        }

        await using var service = ScriptedService.Start(async call =>
        {
            if (call.Kind == CallKind.SignIn)
                return new ServiceAnswer(200, """{"data":{"loginUser":{"id":1}}}""", (Header, Issue()));
            lock (gate)
            {
                if (call.Token is null || !issued.ContainsKey(call.Token))
                    return new ServiceAnswer(200, """{"errors":[{"message":"Unauthorized"}]}""");
            }

            var headers = Headers(random, gate, Issue);
            await shuffle.PassAsync(isLast: call.Number > total - InFlight, call.Stopping);
            return new ServiceAnswer(200, """{"data":{"a":1}}""", headers);
        });
        using var session = await Client.ConnectAsync(service.Endpoint, ToggleApi.Definition);

        var turn = new SemaphoreSlim(1, 1);
        var held = -1;
        var heldTimes = default(JwtLifetime);
        var left = total;
        await Client.StormAsync(InFlight, async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                Assert.Null(await session.OutcomeAsync(Client.Query));
                await turn.WaitAsync();
                try
                {
                    var token = SecureText.Reveal(await session.GetAccessTokenAsync(NullCallLog.Instance, default));
                    var times = JwtLifetime.Read(token);
                    lock (gate)
                        Assert.True(issued[token] >= held, FormattableString.Invariant($"From {held} back to {issued[token]}, seed {Scale.Seed}."));
                    Assert.True(heldTimes.ExpiresAt is null || (times.ExpiresAt >= heldTimes.ExpiresAt && times.IssuedAt >= heldTimes.IssuedAt));
                    lock (gate)
                        held = issued[token];
                    heldTimes = times;
                }
                finally
                {
                    turn.Release();
                }
            }

            return 0;
        });

        Assert.Equal(1, service.Count(CallKind.SignIn));
        Assert.Equal(total, service.Count(CallKind.Query));
        // It did go forward: a test in which no token is taken over would pass as well.
        Assert.InRange(session.Status.RenewalCount, total / InFlight / 4, total);
        turn.Dispose();
    }

    /// <summary>A fifth is blank, a tenth is there twice, a tenth has two that differ, a tenth is missing; the rest is as it should be.</summary>
    private static (string Name, string Value)[] Headers(Random random, Lock gate, Func<string> issue)
    {
        int dice;
        lock (gate)
            dice = random.Next(10);
        return dice switch
        {
            0 or 1 => [(Header, " ")],
            2 when issue() is var token => [(Header, token), (Header, token)],
            3 => [(Header, issue()), (Header, issue())],
            4 => [],
            5 when issue() is var token => [(Header, "Bearer " + token), ("Authorization", token)],
            _ => [(Header, issue())],
        };
    }

    /// <summary>Lets answers go in an order of its own: each waits until a number of them is there, then any of these may go.</summary>
    private sealed class Shuffle(Random random, int window)
    {
        private readonly Lock _gate = new();
        private readonly List<TaskCompletionSource> _waiting = [];
        private bool _isOver;

        public Task PassAsync(bool isLast, CancellationToken gone)
        {
            var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_gate)
            {
                _waiting.Add(mine);
                // No more will come than those who are here: nobody is left to wait for.
                _isOver |= isLast;
                while (_isOver ? _waiting.Count > 0 : _waiting.Count >= window)
                {
                    var next = _waiting[random.Next(_waiting.Count)];
                    _waiting.Remove(next);
                    next.SetResult();
                }
            }

            return mine.Task.WaitAsync(gone);
        }
    }
}
