namespace RfaAuth.Core.Tests.Sessions;

/// <summary>A session whose tokens are in a vault. Each test has a secret of its own.</summary>
public abstract class StoredSessionTests : SessionTests, IDisposable
{
    private protected const string User = "me@example.com";

    private protected static readonly TimeSpan s_due = TimeSpan.FromMinutes(57);
    private protected static readonly TimeSpan s_expired = TimeSpan.FromHours(2);

    private protected readonly FakeVault Vault = new();
    private protected readonly ListLog Log = new();
    private protected readonly string LockPath = Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".lock");

    /// <summary>What the file says of the text that was written last.</summary>
    private protected string LockText => File.ReadAllText(LockPath);

    /// <summary>What it says where that is what the vault has.</summary>
    private protected string UpToDate => RecordOf(Vault.Text!).ToString();

    public new void Dispose()
    {
        File.Delete(LockPath);
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static HttpResponseMessage Granted(string field, string access, string refresh) =>
        StubHttp.Create(200, Encoding.UTF8.GetBytes(Grant(field, access, refresh)), "application/json");

    private protected static SignInCredential Credential() => new(User, SecureText.Protect(Password));

    private protected Task<ApiSession> ConnectStoredAsync(
        SignInCredential? credential = null, ServiceDefinition? api = null, CancellationToken cancellationToken = default) =>
        ApiSession.ConnectStoredAsync(
            Options(api ?? RedFlagAlertApi.Definition), credential, new TokenStoreName("Vault", "Secret") { LockPath = LockPath }, Vault, Log, cancellationToken);

    private protected Task<CallResult> CallAsync(
        ApiSession session, GraphQLRequest? request = null, CancellationToken cancellationToken = default) =>
        session.ExecuteAsync(request ?? Query, new CallOptions { Log = Log }, cancellationToken);

    private protected Task<bool> UpdateAsync(ApiSession session, TimeSpan? ifExpiringWithin = null) =>
        session.RenewAsync(ifExpiringWithin, Log, default);

    private protected string TextOf(
        string? access, string? refresh, TimeSpan? age = null, string? user = User, string api = "RedFlagAlert", string endpoint = "https://example.com/graphql/") =>
        StoredTokensText.Write(new StoredTokens(new TokenBinding(api, new Uri(endpoint), user), access, refresh)
        {
            ObtainedAt = Clock.UtcNow - (age ?? TimeSpan.Zero),
            ExpiresAt = Clock.UtcNow - (age ?? TimeSpan.Zero) + TimeSpan.FromHours(1),
        });

    /// <summary>Stores tokens as another process of this machine does: under the lock.</summary>
    private protected async Task StoreAsync(string access, string? refresh, TimeSpan? age = null, string api = "RedFlagAlert")
    {
        using var held = await StoreLock.AcquireAsync(LockPath, Clock, default);
        Vault.Text = TextOf(access, refresh, age, api: api);
        held.Record = RecordOf(Vault.Text);
    }

    private static StoreRecord RecordOf(string text) =>
        new(StoreLock.Fingerprint(text), IsSent: false, StoredTokensText.Read(text)!.ObtainedAt.ToUnixTimeMilliseconds());

    private protected void AssertStored(string access, string? refresh) =>
        Assert.Equal((access, refresh), (Vault.Tokens?.AccessToken, Vault.Tokens?.RefreshToken));
}
