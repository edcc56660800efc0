namespace RfaAuth.Core.Tests.Tokens;

/// <summary>What a save of tokens says, and when the next attempt is.</summary>
public sealed class LockedTokenStoreSaveTests : IDisposable
{
    private readonly string _lockPath = Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".lock");
    private readonly FakeVault _vault = new();
    private readonly ManualClock _clock = new();
    private readonly List<string> _warnings = [];
    private readonly TokenBinding _binding = new("Api", new Uri("https://example.com/graphql/"), null);
    private readonly LockedTokenStore _lockedStore;

    public LockedTokenStoreSaveTests() => _lockedStore = new LockedTokenStore(_vault, _binding, _lockPath, _clock, _warnings.Add);

    public void Dispose()
    {
        _lockedStore.Dispose();
        File.Delete(_lockPath);
    }

    [Fact]
    public async Task Tokens_are_not_stored_in_a_vault_that_cannot_be_read()
    {
        _vault.Fault = FakeVault.Locked;

        Assert.False(await SaveAsync("A1"));

        Assert.Single(_warnings);
    }

    [Fact]
    public async Task Tokens_that_are_there_already_are_stored()
    {
        _vault.Text = StoredTokensText.Write(StoredTokens.Of(Tokens("A1"), _binding));

        Assert.True(await SaveAsync("A1"));

        Assert.Equal((0, 1), (_vault.Writes, _vault.Reads));
    }

    [Fact]
    public async Task Tokens_are_not_stored_without_the_lock_and_the_session_warns()
    {
        // A folder in its place cannot be opened.
        Directory.CreateDirectory(_lockPath);
        Assert.False(await SaveAsync("A1"));
        Assert.Equal(
            ErrorCodes.StoredTokenLocked, (await Assert.ThrowsAsync<RfaException>(() => _lockedStore.RestoreAsync(0, default).WaitAsync(Client.Patience))).ErrorCode);
        Assert.Contains("this user may not write there", Assert.Single(_warnings), StringComparison.Ordinal);
        Assert.Equal(0, _vault.Reads);
        Directory.Delete(_lockPath);

        Assert.Null(await _lockedStore.RestoreAsync(0, default).WaitAsync(Client.Patience));
    }

    [Fact]
    public async Task A_cancelled_save_stores_nothing()
    {
        Assert.False(await _lockedStore.SaveAsync(() => Tokens("A1"), new CancellationToken(canceled: true)).WaitAsync(Client.Patience));

        Assert.Null(_vault.Text);
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task A_save_does_not_wait_for_the_pause_after_the_vault_was_read_again()
    {
        _vault.Fault = FakeVault.Locked;
        Assert.False(await SaveAsync("A1"));
        _vault.Fault = null;
        Assert.False(_lockedStore.IsDue(Tokens("A1")));

        using (var held = await _lockedStore.AcquireAsync(default))
            await _lockedStore.RenewAsync(held, Tokens("A1"), _ => false, _ => Task.FromResult<RenewedTokens?>(new(Tokens("A2"), false)), false, 0, default);

        Assert.True(await SaveAsync("A3"));
        Assert.Equal("A3", _vault.Tokens!.AccessToken);
    }

    private TokenSet Tokens(string access) => TokenSet.Adopted(access, "R" + access, _clock.UtcNow, 0);

    private Task<bool> SaveAsync(string access) => _lockedStore.SaveAsync(() => Tokens(access), default).WaitAsync(Client.Patience);
}
