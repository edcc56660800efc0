namespace RfaAuth.Core.Tests.Tokens;

/// <summary>Renewals of stored tokens whose callers leave.</summary>
public sealed class LockedTokenStoreTests : IDisposable
{
    private static readonly Uri s_endpoint = new("https://example.com/graphql/");

    private readonly string _lockPath = Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".lock");
    private readonly FakeVault _vault = new();
    private readonly ManualClock _clock = new();
    private readonly StubIssuer _issuer;
    private readonly LockedTokenStore _lockedStore;
    private readonly TokenSource _source;
    private readonly List<string> _warnings = [];

    public LockedTokenStoreTests()
    {
        _issuer = new StubIssuer(_clock);
        _lockedStore = new LockedTokenStore(_vault, new TokenBinding("Api", s_endpoint, null), _lockPath, SystemClock.Instance, _warnings.Add);
        var stored = StoredTokensText.Write(new StoredTokens(new TokenBinding("Api", s_endpoint, null), "A1", "R1")
        {
            ObtainedAt = _clock.UtcNow,
            ExpiresAt = _clock.UtcNow + TimeSpan.FromHours(1),
        });
        _vault.Text = stored;
        _source = new TokenSource(_issuer, _lockedStore.RestoreAsync(0, default).WaitAsync(Client.Patience).GetAwaiter().GetResult()!, _clock, () => 0.5, _warnings.Add, _lockedStore);
    }

    public void Dispose()
    {
        _source.Dispose();
        File.Delete(_lockPath);
    }

    [Fact]
    public async Task The_tokens_of_a_renewal_are_stored_when_all_callers_are_cancelled()
    {
        var answer = new TaskCompletionSource();
        _issuer.Gate = answer.Task;
        using var stop = new CancellationTokenSource();
        var call = RenewAsync(stop.Token);
        await _issuer.Begun.Task.WaitAsync(Client.Patience);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        answer.SetResult();
        await Client.UntilAsync(() => _source.Current.Generation == 2);

        Assert.Equal("refresh-1", Stored.RefreshToken);
        Assert.Equal(1, _issuer.Refreshes);
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task A_save_that_waited_for_a_renewal_does_not_store_the_older_tokens()
    {
        var answer = new TaskCompletionSource();
        _issuer.Gate = answer.Task;
        Assert.True(_source.Adopt("A2", _source.Current));
        var call = _source.RenewAsync(_source.Current, RenewalReason.Requested, _clock.Elapsed, default);
        await _issuer.Begun.Task.WaitAsync(Client.Patience);
        var save = _source.SaveAsync(default);

        answer.SetResult();
        await call.WaitAsync(Client.Patience);

        Assert.True(await save.WaitAsync(Client.Patience));
        Assert.Equal("refresh-1", Stored.RefreshToken);
        Assert.Equal(1, _vault.Writes);
    }

    [Fact]
    public async Task A_caller_can_stop_while_the_vault_hangs()
    {
        using var release = new ManualResetEventSlim();
        using var hung = new ManualResetEventSlim();
        _vault.Before = _ =>
        {
            hung.Set();
            release.Wait();
        };
        Assert.True(_source.Adopt("A2", _source.Current));
        using var stop = new CancellationTokenSource();
        var save = _source.SaveAsync(stop.Token);
        hung.Wait();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => save.WaitAsync(Client.Patience));
        release.Set();
        await Client.UntilAsync(() => Stored.AccessToken == "A2");
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task A_disconnected_session_does_not_wait_for_the_lock()
    {
        Task<TokenSet> call;
        using (await StoreLock.AcquireAsync(_lockPath, SystemClock.Instance, default))
        {
            call = RenewAsync();
            _source.Dispose();
            Assert.Equal(ErrorCodes.SessionDisconnected, (await Assert.ThrowsAsync<RfaException>(() => call.WaitAsync(Client.Patience))).ErrorCode);
        }

        (await StoreLock.AcquireAsync(_lockPath, SystemClock.Instance, default).WaitAsync(Client.Patience)).Dispose();
        Assert.Equal(0, _issuer.Refreshes);
    }

    [Theory]
    [InlineData(57)] // nearly over
    [InlineData(120)]
    public async Task A_process_that_cannot_renew_looks_for_the_tokens_of_another(int minutes)
    {
        await StoreAsAnotherProcessAsync("A1", null, TimeSpan.Zero);
        var issuer = new StubIssuer(_clock) { HasCredential = false };
        using var source = new TokenSource(issuer, (await _lockedStore.RestoreAsync(0, default))!, _clock, () => 0.5, _warnings.Add, _lockedStore);
        _clock.Advance(TimeSpan.FromMinutes(minutes));
        await StoreAsAnotherProcessAsync("A9", null, TimeSpan.FromMinutes(minutes));
        var writes = _vault.Writes;

        Assert.Equal("A9", (await source.GetAsync(_clock.Elapsed, default).WaitAsync(Client.Patience)).AccessToken);
        Assert.True(await source.SaveAsync(default).WaitAsync(Client.Patience));
        Assert.Equal(writes, _vault.Writes);
    }

    [Fact]
    public async Task The_newest_tokens_are_used_when_no_process_can_renew()
    {
        await StoreAsAnotherProcessAsync("A1", null, TimeSpan.Zero);
        var issuer = new StubIssuer(_clock) { HasCredential = false };
        using var source = new TokenSource(issuer, (await _lockedStore.RestoreAsync(0, default))!, _clock, () => 0.5, _warnings.Add, _lockedStore);
        _clock.Advance(TimeSpan.FromHours(2));
        await StoreAsAnotherProcessAsync("A9", null, TimeSpan.FromMinutes(1));

        var tokens = await source.GetAsync(_clock.Elapsed, default).WaitAsync(Client.Patience);

        Assert.Equal(("A9", false, true), (tokens.AccessToken, tokens.IsFromSignIn, tokens.IsTakenOver));
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task Tokens_that_another_process_stores_at_the_same_time_are_not_replaced()
    {
        Assert.True(_source.Adopt("A2", _source.Current));
        await StoreAsAnotherProcessAsync("A9", "R9", TimeSpan.Zero);

        Assert.True(await _source.SaveAsync(default).WaitAsync(Client.Patience));

        Assert.Equal("A9", Stored.AccessToken);
    }

    [Theory]
    [InlineData("A9", 60, nameof(RenewalReason.Refused), false)]
    [InlineData("A9", 60, nameof(RenewalReason.Requested), true)] // the user wants a new one
    [InlineData("A9", 0, nameof(RenewalReason.Refused), true)] // over
    [InlineData("A1", 60, nameof(RenewalReason.Refused), true)] // the one that was refused
    public async Task Tokens_of_another_process_are_used_in_place_of_a_renewal_only_if_they_are_better(string access, int minutesLeft, string reason, bool isRenewed)
    {
        _clock.Advance(TimeSpan.FromMinutes(1));
        await StoreAsAnotherProcessAsync(access, "R9", TimeSpan.FromMinutes(1), minutesLeft);

        var tokens = await _source.RenewAsync(_source.Current, Enum.Parse<RenewalReason>(reason), _clock.Elapsed, default).WaitAsync(Client.Patience);

        Assert.Equal(isRenewed ? ["R9"] : [], _issuer.RefreshTokensSeen);
        Assert.Equal((isRenewed ? "refresh-1" : "R9", false), (tokens.RefreshToken, tokens.IsFromSignIn));
    }

    [Fact]
    public async Task A_call_waits_for_the_renewal_of_stored_tokens_unless_the_user_stops()
    {
        _clock.Advance(TimeSpan.FromMinutes(57));
        var answer = new TaskCompletionSource();
        _issuer.Gate = answer.Task;
        using var stop = new CancellationTokenSource();
        var caller = new CallerThread();
        var call = caller.Start(() => _source.GetAsync(_clock.Elapsed, stop.Token));
        await _issuer.Begun.Task.WaitAsync(Client.Patience);
        Assert.False(call.IsCompleted);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Client.Patience));
        answer.SetResult();
        await Client.UntilAsync(() => _source.Current.Generation == 2);
        Assert.Empty(_warnings);
        Assert.Equal(0, caller.Returns);
    }

    private async Task StoreAsAnotherProcessAsync(string access, string? refresh, TimeSpan after, int minutesLeft = 60)
    {
        var binding = new TokenBinding("Api", s_endpoint, null);
        var obtainedAt = _clock.UtcNow - _clock.Elapsed + after;
        var tokens = new StoredTokens(binding, access, refresh) { ObtainedAt = obtainedAt, ExpiresAt = obtainedAt + TimeSpan.FromMinutes(minutesLeft) };
        var other = new LockedTokenStore(_vault, binding, _lockPath, SystemClock.Instance, _warnings.Add);
        await other.RestoreAsync(0, default).WaitAsync(Client.Patience);
        Assert.True(await other.SaveAsync(() => TokenSet.Restored(tokens, 0), default).WaitAsync(Client.Patience));
    }

    private StoredTokens Stored => _vault.Tokens!;

    private Task<TokenSet> RenewAsync(CancellationToken cancellationToken = default) =>
        _source.RenewAsync(_source.Current.Generation == 1 ? _source.Current : TokenSet.Adopted(null, null, default, 0), RenewalReason.Refused, _clock.Elapsed, cancellationToken);
}
