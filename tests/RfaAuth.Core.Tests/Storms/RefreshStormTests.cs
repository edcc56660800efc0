namespace RfaAuth.Core.Tests.Storms;

/// <summary>A thousand callers over real HTTP while the refresh is late, hangs, fails, or is of no use.</summary>
[Collection(OneStormAtATime.Name)]
public sealed class RefreshStormTests
{
    private const int Callers = 1000;
    private const string Rejected = """{"errors":[{"message":"Wrong user name or password."}]}""";

    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _late = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _refreshing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Late_refusals_of_an_older_generation_renew_nothing()
    {
        await using var service = ScriptedService.Start(async call =>
        {
            if (call.Kind is CallKind.SignIn or CallKind.Refresh)
                return ServiceAnswer.Grant(call.Kind, call.Kind == CallKind.SignIn ? "A1" : "A2", "R" + call.Number);
            if (call.Token == "A2")
            {
                // The client has the new token now: the others' refusals come late from here on.
                _release.TrySetResult();
                return ServiceAnswer.Data;
            }

            // The first is refused when all of them are here, with the old token.
            if (call.Number == Callers)
                _late.SetResult();
            await (call.Number == 1 ? _late : _release).Task.WaitAsync(call.Stopping);
            return ServiceAnswer.Unauthorized;
        });
        // A connection for each: held refusals must not keep the refresh from being sent.
        using var session = await Client.ConnectAsync(
            service.Endpoint, change: o => o with { HandlerFactory = () => new SocketsHttpHandler { UseProxy = false } });

        var calls = await Client.StartAsync(Callers, _ => session.OutcomeAsync(Client.Query));
        var outcomes = await Task.WhenAll(calls).WaitAsync(Client.Patience);

        Assert.All(outcomes, Assert.Null);
        Assert.Equal(1, service.Count(CallKind.Refresh));
        Assert.Equal(1, service.Count(CallKind.SignIn));
        Assert.Equal(2 * Callers, service.Count(CallKind.Query));
    }

    [Fact]
    public async Task No_call_waits_longer_than_its_own_time_for_a_refresh_that_hangs()
    {
        var clock = new ManualClock { SkipsDelays = false };
        await using var service = Start(ServiceAnswer.Unauthorized);
        using var session = await Client.ConnectAsync(service.Endpoint, change: o => o with { Clock = clock, Timeout = TimeSpan.FromSeconds(60) });

        // A tenth of them has one second, a tenth has two...
        var calls = Enumerable.Range(0, Callers).ToLookup(i => i % 10, i => session.OutcomeAsync(Client.Query, TimeSpan.FromSeconds(1 + (i % 10))));
        await _refreshing.Task.WaitAsync(Client.Patience);
        await Client.UntilAsync(() => service.Count(CallKind.Query) == Callers);
        for (var second = 0; second < 10; second++)
        {
            Assert.All(calls[second], call => Assert.False(call.IsCompleted));
            clock.Advance(TimeSpan.FromSeconds(1));
            var outcomes = await Task.WhenAll(calls[second]).WaitAsync(Client.Patience);
            Assert.All(outcomes, outcome => Assert.Equal(ErrorCodes.RequestTimeout, outcome));
        }

        // The refresh has a time of its own; what it may have used up is not sent again, and a sign-in helps.
        var next = session.OutcomeAsync(Client.Query);
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Null(await next.WaitAsync(Client.Patience));
        Assert.Equal(1, service.Count(CallKind.Refresh));
        Assert.Equal(2, service.Count(CallKind.SignIn));
    }

    [Theory]
    [InlineData(200, Rejected, true, ErrorCodes.CredentialRejected, 1)] // refused, and then the sign-in as well
    [InlineData(200, Rejected, false, ErrorCodes.ReauthenticationRequired, 0)] // refused, and there is no credential
    [InlineData(401, "", false, ErrorCodes.ReauthenticationRequired, 0)]
    [InlineData(503, "", true, ErrorCodes.RefreshFailed, 0)] // not taken: it stays
    [InlineData(429, "", false, ErrorCodes.RefreshFailed, 0)]
    public async Task A_failed_refresh_is_one_failure_for_all_callers(int status, string body, bool hasCredential, string code, int rejectedSignIns)
    {
        await using var service = Start(new ServiceAnswer(status, body), call => call.Number > Callers - (Callers / 5) ? _late.Task : Task.CompletedTask);
        using var unobserved = new UnobservedFailures();
        var watch = new System.Diagnostics.Stopwatch();
        using (var session = hasCredential ? await Client.ConnectAsync(service.Endpoint) : Client.FromTokens(service.Endpoint, "A1", "R1"))
        {
            var calls = await Client.StartAsync(Callers, _ => session.OutcomeAsync(Client.Query));
            await Client.UntilAsync(() => service.Count(CallKind.Query) == Callers);
            watch.Start();
            _release.SetResult();
            // A fifth of the refusals arrives after the failure: whoever began before it shares it.
            await Task.WhenAny(calls).WaitAsync(Client.Patience);
            _late.SetResult();
            var outcomes = await Task.WhenAll(calls).WaitAsync(Client.Patience);
            watch.Stop();

            Assert.All(outcomes, outcome => Assert.Equal(code, outcome));
        }

        Assert.Equal(1, service.Count(CallKind.Refresh));
        Assert.Equal(rejectedSignIns + (hasCredential ? 1 : 0), service.Count(CallKind.SignIn));
        Assert.Equal(0, unobserved.Count());
        // Measured at 0.05 to 0.2 seconds; the bound leaves room for a busy machine.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    /// <summary>A1 is dead; the refresh waits for <see cref="_release"/>; a second sign-in is rejected unless the refresh hung for good.</summary>
    private ScriptedService Start(ServiceAnswer refresh, Func<ServiceCall, Task>? hold = null) => ScriptedService.Start(async call =>
    {
        switch (call.Kind)
        {
            case CallKind.SignIn:
                return call.Number == 1 ? ServiceAnswer.Grant(call.Kind, "A1", "R1")
                    : _release.Task.IsCompleted ? new ServiceAnswer(200, Rejected)
                    : ServiceAnswer.Grant(call.Kind, "A3", "R3");
            case CallKind.Refresh:
                _refreshing.TrySetResult();
                await _release.Task.WaitAsync(call.Stopping);
                return refresh;
            default:
                if (hold is not null)
                    await hold(call).WaitAsync(call.Stopping);
                return call.Token == "A1" ? ServiceAnswer.Unauthorized : ServiceAnswer.Data;
        }
    });

    /// <summary>Counts failures of the module that no one looked at.</summary>
    private sealed class UnobservedFailures : IDisposable
    {
        private int _count;

        public UnobservedFailures()
        {
            // What other tests left behind does not count.
            Collect();
            TaskScheduler.UnobservedTaskException += Note;
        }

        public int Count()
        {
            Collect();
            return Volatile.Read(ref _count);
        }

        public void Dispose() => TaskScheduler.UnobservedTaskException -= Note;

        private static void Collect()
        {
            for (var i = 0; i < 3; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }

        private void Note(object? sender, UnobservedTaskExceptionEventArgs e)
        {
            if (e.Exception.InnerExceptions.Any(exception => exception is RfaException))
                Interlocked.Increment(ref _count);
        }
    }
}
