namespace RfaAuth.Sandbox;

/// <summary>The state that the handlers share.</summary>
internal sealed class SandboxState
{
    private readonly SandboxOptions _start;
    private volatile SandboxOptions _options;

    public SandboxState(SandboxOptions options, Uri trap, CancellationToken stopping)
    {
        _start = options;
        _options = options;
        Trap = trap;
        Stopping = stopping;
        Passwords = new Passwords(options.Users);
        RedFlagAlert = new RedFlagAlertService(options, Passwords);
        Toggle = new ToggleService(options, Passwords);
        AddFaultsOfStart();
    }

    /// <summary>The current options. A request keeps those of its start.</summary>
    public SandboxOptions Options
    {
        get => _options;
        set => _options = value;
    }

    public Uri Trap { get; }

    public CancellationToken Stopping { get; }

    public Passwords Passwords { get; }

    public RedFlagAlertService RedFlagAlert { get; }

    public ToggleService Toggle { get; }

    public SandboxLedger Ledger { get; } = new();

    public FaultPlan FaultPlan { get; } = new();

    /// <summary>Sets all back to the start. Tokens stay valid.</summary>
    public void Reset()
    {
        Options = _start;
        Passwords.Reset();
        RedFlagAlert.Reset();
        Toggle.Reset();
        FaultPlan.Clear();
        AddFaultsOfStart();
        Ledger.Clear();
    }

    private void AddFaultsOfStart()
    {
        foreach (var fault in _start.Faults)
            FaultPlan.Add(fault);
    }
}
