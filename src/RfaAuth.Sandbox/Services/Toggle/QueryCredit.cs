namespace RfaAuth.Sandbox.Services.Toggle;

/// <summary>The credit that queries are paid from. It refills evenly, up to its maximum.</summary>
internal sealed class QueryCredit(TimeProvider clock, int available)
{
    private readonly Lock _lock = new();
    private double _available = available;
    private DateTimeOffset _at = clock.GetUtcNow();

    /// <summary>Takes the cost of a query, which was known only when it was done: the rest is never below 0.</summary>
    /// <returns>What is left.</returns>
    public int Take(int cost, SandboxOptions options)
    {
        lock (_lock)
        {
            Refresh(options);
            _available = Math.Max(0, _available - cost);
            return (int)_available;
        }
    }

    public bool IsSpent(SandboxOptions options)
    {
        lock (_lock)
        {
            Refresh(options);
            return _available < 1;
        }
    }

    /// <summary>Sets what is left.</summary>
    public void Refill(int credit)
    {
        lock (_lock)
        {
            _available = credit;
            _at = clock.GetUtcNow();
        }
    }

    private void Refresh(SandboxOptions options)
    {
        var now = clock.GetUtcNow();
        var refilled = _available + ((now - _at) / TimeSpan.FromMinutes(10) * options.CostRefill);
        _available = Math.Min(options.CostMaximum, refilled);
        _at = now;
    }
}
