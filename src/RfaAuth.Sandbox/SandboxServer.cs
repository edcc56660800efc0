namespace RfaAuth.Sandbox;

/// <summary>
/// Both services on 127.0.0.1, with real HTTP and real tokens, faults on demand and a ledger of what arrived.
/// Several can run in one process; each stops when it is disposed of.
/// </summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly LoopbackHost _host;
    private readonly LoopbackHost _trap;
    private readonly SandboxState _state;
    private readonly CancellationTokenSource _stopping;
    private int _isDisposed;

    private SandboxServer(LoopbackHost host, LoopbackHost trap, SandboxState state, CancellationTokenSource stopping)
    {
        _host = host;
        _trap = trap;
        _state = state;
        _stopping = stopping;
    }

    /// <summary>The GraphQL endpoint of Red Flag Alert; the last slash can be left out.</summary>
    public Uri RfaEndpoint => new(_host.Address, "rfa/graphql/");

    /// <summary>The GraphQL endpoint of Toggle; the last slash can be left out.</summary>
    public Uri ToggleEndpoint => new(_host.Address, "toggle/graphql/");

    /// <summary>The address that controls the sandbox over HTTP; GET lists the commands.</summary>
    public Uri AdminEndpoint => new(_host.Address, "sandbox/");

    /// <summary>The target of redirects. No request should arrive there.</summary>
    public Uri TrapEndpoint => _trap.Address;

    public SandboxLedger Ledger => _state.Ledger;

    public FaultPlan FaultPlan => _state.FaultPlan;

    /// <summary>The current options. A change of an option that is read at the start only has no effect.</summary>
    public SandboxOptions Options
    {
        get => _state.Options;
        set => _state.Options = value;
    }

    /// <summary>How long the access tokens issued from now on live.</summary>
    public TimeSpan TokenLifetime
    {
        get => Options.TokenLifetime;
        set => Options = Options with { TokenLifetime = value };
    }

    /// <exception cref="FormatException">A fault in the options is not well-formed.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SandboxServer> StartAsync(SandboxOptions? options = null)
    {
        options ??= new SandboxOptions();
        var stopping = new CancellationTokenSource();
        SandboxState? state = null;
        var trap = await LoopbackHost.StartAsync(
            0, context => Trap.HandleAsync(context, state!.Ledger), () => state?.Ledger.ConnectionOpened(isTrap: true));
        try
        {
            state = new SandboxState(options, trap.Address, stopping.Token);
            var router = new Router(state);
            var host = await LoopbackHost.StartAsync(options.Port, router.HandleAsync, () => state.Ledger.ConnectionOpened(isTrap: false));
            return new SandboxServer(host, trap, state, stopping);
        }
        catch
        {
            await trap.DisposeAsync();
            stopping.Dispose();
            throw;
        }
    }

    /// <summary>Revokes all access tokens of both services.</summary>
    public void RevokeAccessTokens()
    {
        _state.RedFlagAlert.AccessTokens.RevokeAll();
        _state.Toggle.AccessTokens.RevokeAll();
    }

    /// <summary>Revokes all refresh tokens.</summary>
    public void RevokeRefreshTokens() => _state.RedFlagAlert.RefreshTokens.RevokeAll();

    /// <summary>Changes a user's password at both services. Tokens stay valid.</summary>
    /// <exception cref="ArgumentException">There is no such user.</exception>
    public void ChangePassword(string password, string userName = "demo") => _state.Passwords.Change(userName, password);

    /// <summary>Sets data, passwords, options, faults and ledger back to the start. Tokens stay valid.</summary>
    public void Reset() => _state.Reset();

    /// <summary>Ends all requests, closes the connections and frees the ports.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
            return;

        await _stopping.CancelAsync();
        await _host.DisposeAsync();
        await _trap.DisposeAsync();
        _stopping.Dispose();
    }
}
