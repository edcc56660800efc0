using System.Security;

namespace RfaAuth.Core.Tests.Tokens;

/// <summary>
/// That no step on the way to the stored copy needs the thread of its caller, who may be waiting there. Only the first step that takes
/// its time is begun on that thread: so each one is made to be the first.
/// </summary>
public sealed class LockedTokenStoreThreadTests : IDisposable
{
    private static readonly TokenBinding s_binding = new("Api", new Uri("https://example.com/graphql/"), null);

    private readonly string _path = Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".lock");

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("Restore", 4)]
    [InlineData("Remove", 5)]
    [InlineData("Save", 8)]
    [InlineData("Renew", 9)]
    public async Task A_renewal_of_stored_tokens_does_not_return_to_the_thread_of_the_caller(string what, int steps)
    {
        for (var slow = 0; slow <= steps; slow++)
            Assert.Equal((steps, 0), await RunAsync(what, slow));
    }

    /// <param name="what">What is done.</param>
    /// <param name="slow">The step that takes its time, from 1; 0: the turn of another caller.</param>
    /// <returns>How many steps there were, and how many came back to the caller's thread.</returns>
    private async Task<(int Steps, int Returns)> RunAsync(string what, int slow)
    {
        var steps = new Steps(slow);
        var (store, clock) = (new SteppedStore(steps), new SteppedClock(steps));
        using var lockedStore = new LockedTokenStore(store, s_binding, _path, clock, _ => { });
        var old = TokenSet.Adopted("A1", "R1", clock.UtcNow, 0);
        store.Text = StoredTokensText.Write(StoredTokens.Of(old, s_binding));
        clock.Turn(TimeSpan.FromMinutes(1));
        var tokens = TokenSet.Adopted("A2", "R2", clock.UtcNow, 0);
        var turn = slow == 0 ? await lockedStore.AcquireAsync(default) : null;
        var other = slow == 0 ? turn!.Lock : await StoreLock.AcquireAsync(_path, SystemClock.Instance, default);
        // The vault is behind at the first look, and the lock is another's at first.
        other.Record = new StoreRecord(StoreLock.Fingerprint(store.Text), IsSent: false);
        clock.AfterDelay = other.Dispose;
        var caller = new CallerThread();

        var call = caller.Start(() => what switch
        {
            "Restore" => lockedStore.RestoreAsync(0, default),
            "Remove" => lockedStore.RemoveAsync(default),
            "Save" => lockedStore.SaveAsync(() => tokens, default),
            _ => RenewAsync(),
        });
        Assert.False(call.IsCompleted);
        if (slow == 0)
        {
            // Who waited for the turn finds the lock free.
            steps.Skip();
            turn!.Dispose();
        }

        steps.Release();
        await call.WaitAsync(Client.Patience);
        return (steps.Count, caller.Returns);

        async Task RenewAsync()
        {
            using var held = await lockedStore.AcquireAsync(default).ConfigureAwait(false);
            await lockedStore.RenewAsync(held, old, _ => false, Renewed, true, 0, default).ConfigureAwait(false);
        }

        async Task<RenewedTokens?> Renewed(TokenSet basis)
        {
            await steps.NextAsync().ConfigureAwait(false);
            return new RenewedTokens(tokens, IsFromSignIn: false);
        }
    }

    /// <summary>What is done at once, but for one step.</summary>
    private sealed class Steps(int slow)
    {
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Count { get; private set; }

        public Task NextAsync() => ++Count == slow ? _end.Task : Task.CompletedTask;

        public void Skip() => Count++;

        public void Release() => _end.SetResult();
    }

    /// <summary>A vault that shows nothing at the first look, and loses the first text that is written.</summary>
    private sealed class SteppedStore(Steps steps) : ITokenStore
    {
        private bool _isBehind = true;
        private bool _hasLost;

        public string? Text { get; set; }

        public async Task<SecureString?> ReadAsync(bool again, CancellationToken cancellationToken)
        {
            await steps.NextAsync().ConfigureAwait(false);
            var text = _isBehind ? null : Text;
            _isBehind = false;
            return text is null ? null : SecureText.Protect(text);
        }

        public async Task WriteAsync(SecureString text, CancellationToken cancellationToken)
        {
            var written = SecureText.Reveal(text);
            await steps.NextAsync().ConfigureAwait(false);
            Text = _hasLost ? written : Text;
            _hasLost = true;
        }

        public async Task RemoveAsync(CancellationToken cancellationToken)
        {
            await steps.NextAsync().ConfigureAwait(false);
            Text = null;
        }

        public void Dispose()
        {
        }
    }

    private sealed class SteppedClock(Steps steps) : IClock
    {
        private readonly ManualClock _clock = new();

        public Action? AfterDelay { get; set; }

        public DateTimeOffset UtcNow => _clock.UtcNow;

        public TimeSpan Elapsed => _clock.Elapsed;

        public void Turn(TimeSpan by) => _clock.Turn(by);

        public async Task Delay(TimeSpan delay, CancellationToken cancellationToken)
        {
            await steps.NextAsync().ConfigureAwait(false);
            _clock.Advance(delay);
            AfterDelay?.Invoke();
            AfterDelay = null;
        }

        public CancellationTokenSource CreateCancellationTokenSource(TimeSpan delay) => _clock.CreateCancellationTokenSource(delay);
    }
}
