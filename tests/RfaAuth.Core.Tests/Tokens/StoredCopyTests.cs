namespace RfaAuth.Core.Tests.Tokens;

/// <summary>How long a vault that is behind is waited for, and how often it is asked. The rhythm is the vault's, not the clock's of this machine.</summary>
public sealed class StoredCopyTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".lock");
    private readonly FakeVault _vault = new();
    private readonly ManualClock _clock = new();
    private readonly StoredCopy _copy;

    public StoredCopyTests()
    {
        _clock.Advance(TimeSpan.FromHours(1));
        _copy = new StoredCopy(_vault, _clock);
    }

    public void Dispose()
    {
        _copy.Dispose();
        File.Delete(_path);
    }

    [Fact]
    public async Task A_vault_that_returns_old_tokens_is_read_again_at_growing_intervals()
    {
        using var held = await BehindAsync();
        var looks = new List<(TimeSpan At, bool Again)>();
        var began = _clock.Elapsed;
        _vault.Text = StoredTokensText.Write(new StoredTokens(new TokenBinding("Api", new Uri("https://example.com/"), null), "A1", "R1"));
        _vault.Before = _ => looks.Add((_clock.Elapsed - began, _vault.Looks.Last()));

        Assert.False((await _copy.ReadAsync(held, _ => { }, default))!.IsLastWritten);

        int[] pauses = [0, 10, 20, 40, 80, 160, 320, .. Enumerable.Repeat(500, 23)];
        Assert.Equal(pauses, _clock.Delays.Select(delay => (int)delay.TotalMilliseconds));
        Assert.False(looks[0].Again);
        Assert.Equal([0, 6130, 12_130], looks.Where(look => look.Again).Select(look => (int)look.At.TotalMilliseconds));
    }

    [Fact]
    public async Task The_wait_for_a_vault_ends_after_twelve_seconds()
    {
        using var held = await BehindAsync();
        _vault.Text = StoredTokensText.Write(new StoredTokens(new TokenBinding("Api", new Uri("https://example.com/"), null), "A1", "R1"));
        _vault.Before = _ => _clock.Advance(TimeSpan.FromSeconds(6));

        await _copy.ReadAsync(held, _ => { }, default);

        Assert.Equal(2, _vault.Reads);
    }

    [Fact]
    public async Task A_missing_secret_is_waited_for_shortly()
    {
        using var held = await BehindAsync();
        var began = _clock.Elapsed;
        var record = held.Record;

        Assert.Null(await _copy.ReadAsync(held, _ => { }, default));

        Assert.Equal(TimeSpan.FromMilliseconds(630), _clock.Elapsed - began);
        Assert.Equal(record, held.Record);
    }

    /// <summary>The lock, where something was written that the vault does not show.</summary>
    private async Task<StoreLock> BehindAsync()
    {
        var held = await StoreLock.AcquireAsync(_path, _clock, default);
        held.Record = new StoreRecord(StoreLock.Fingerprint("newer"), IsSent: false);
        return held;
    }
}
