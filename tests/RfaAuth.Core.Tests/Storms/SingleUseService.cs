namespace RfaAuth.Core.Tests.Storms;

/// <summary>
/// A service whose refresh tokens can be used once: a second use is taken for theft and ends all that came from the same sign-in, as
/// RFC 9700, section 4.14.2, has it. It counts such uses.
/// </summary>
internal sealed class SingleUseService
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _families = [];
    private readonly HashSet<string> _used = [];
    private readonly HashSet<int> _revoked = [];
    private int _tokens;

    public int Reuses { get; private set; }

    public int SignIns { get; private set; }

    public int Refreshes { get; private set; }

    public bool IsLive(string refreshToken)
    {
        lock (_gate)
            return _families.TryGetValue(refreshToken, out var family) && !_used.Contains(refreshToken) && !_revoked.Contains(family);
    }

    public TokenGrant SignIn()
    {
        lock (_gate)
            return Grant(++SignIns);
    }

    public TokenGrant? Refresh(string refreshToken)
    {
        lock (_gate)
        {
            var family = _families[refreshToken];
            if (!_used.Add(refreshToken))
            {
                Reuses++;
                _revoked.Add(family);
            }

            if (_revoked.Contains(family))
                return null;
            Refreshes++;
            return Grant(family);
        }
    }

    private TokenGrant Grant(int family)
    {
        var number = ++_tokens;
        _families.Add("refresh-" + number, family);
        return new TokenGrant("access-" + number, "refresh-" + number);
    }
}

/// <summary>One client's way to the service; some answers are lost, some requests not taken, and in some the process is killed.</summary>
internal sealed class SingleUseIssuer(SingleUseService service, bool hasCredential, Func<double> random) : ITokenIssuer
{
    public bool HasSignIn => true;

    public bool HasCredential => hasCredential;

    public async Task<TokenGrant> SignInAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        return service.SignIn();
    }

    public async Task<RefreshResult> RefreshAsync(string refreshToken, CancellationToken cancellationToken)
    {
        await Task.Yield();
        var chance = random();
        if (chance < 0.02)
            return new RefreshResult(RefreshOutcome.NotTaken, null, new RfaException(ErrorCodes.ConnectFailed, "Not taken."));
        var grant = service.Refresh(refreshToken);
        await Task.Yield();
        if (chance is > 0.04 and < 0.05)
            throw new InvalidOperationException("Killed.");
        return grant is null ? new RefreshResult(RefreshOutcome.Refused, null, new RfaException(ErrorCodes.Unauthorized, "Dead."))
            : chance < 0.04 ? new RefreshResult(RefreshOutcome.Ambiguous, null, new RfaException(ErrorCodes.RequestTimeout, "Lost."))
            : new RefreshResult(RefreshOutcome.Granted, grant, null);
    }
}
