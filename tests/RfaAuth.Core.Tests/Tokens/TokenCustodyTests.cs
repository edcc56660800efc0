using RfaAuth.Core.Errors;
using RfaAuth.Core.Serialization;
using RfaAuth.Core.Tests.Storms;
using RfaAuth.Core.Tests.Support;
using RfaAuth.Core.Time;
using RfaAuth.Core.Tokens;

namespace RfaAuth.Core.Tests.Tokens;

/// <summary>Renewals of stored tokens whose callers leave.</summary>
public sealed class TokenCustodyTests : IDisposable
{
    private static readonly Uri s_endpoint = new("https://example.com/graphql/");

    private readonly string _lockPath = Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".lock");
    private readonly FakeVault _vault = new();
    private readonly ManualClock _clock = new();
    private readonly StubIssuer _issuer;
    private readonly TokenCustody _custody;
    private readonly TokenSource _source;
    private readonly List<string> _warnings = [];

    public TokenCustodyTests()
    {
        _issuer = new StubIssuer(_clock);
        _custody = new TokenCustody(_vault, new TokenBinding("Api", s_endpoint, null), _lockPath, SystemClock.Instance, _warnings.Add);
        var stored = StoredTokensText.Write(new StoredTokens(new TokenBinding("Api", s_endpoint, null), "A1", "R1")
        {
            ObtainedAt = _clock.UtcNow,
            ExpiresAt = _clock.UtcNow + TimeSpan.FromHours(1),
        });
        _vault.Text = stored;
        _source = new TokenSource(_issuer, _custody.RestoreAsync(0, default).WaitAsync(Client.Patience).GetAwaiter().GetResult()!, _clock, () => 0.5, _warnings.Add, _custody);
    }

    public void Dispose()
    {
        _source.Dispose();
        File.Delete(_lockPath);
    }

    [Fact]
    public async Task A_renewal_that_nobody_waits_for_any_more_is_kept_and_stored()
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
    public async Task A_save_that_waited_for_a_renewal_does_not_store_what_was_used_up()
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
    public async Task A_vault_that_hangs_does_not_keep_a_caller_from_stopping()
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
    public async Task A_session_that_ends_waits_for_the_lock_no_more()
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

    private StoredTokens Stored => _vault.Tokens!;

    private Task<TokenSet> RenewAsync(CancellationToken cancellationToken = default) =>
        _source.RenewAsync(_source.Current.Generation == 1 ? _source.Current : TokenSet.Adopted(null, null, default, 0), RenewalReason.Refused, _clock.Elapsed, cancellationToken);
}
