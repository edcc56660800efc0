namespace RfaAuth.Sandbox.Ledger;

/// <summary>What arrived at the sandbox and what was executed. It is thread safe, its lists are copies, and it holds no secret.</summary>
public sealed class SandboxLedger
{
    private readonly Lock _lock = new();
    private readonly List<RequestEntry> _requests = [];
    private readonly List<MutationEntry> _mutations = [];
    private readonly List<SignInEntry> _signIns = [];
    private readonly List<RefreshEntry> _refreshes = [];
    private readonly List<TrapEntry> _trapRequests = [];
    private int _connections;
    private int _trapConnections;

    /// <summary>The requests to both services in the order of their arrival.</summary>
    public IReadOnlyList<RequestEntry> Requests => Copy(_requests);

    /// <summary>The mutations' root fields executed, in order; sign-ins and refreshes have their own lists.</summary>
    public IReadOnlyList<MutationEntry> Mutations => Copy(_mutations);

    public IReadOnlyList<SignInEntry> SignIns => Copy(_signIns);

    public IReadOnlyList<RefreshEntry> Refreshes => Copy(_refreshes);

    /// <summary>The requests of clients that followed a redirect. It must stay empty.</summary>
    public IReadOnlyList<TrapEntry> TrapRequests => Copy(_trapRequests);

    /// <summary>How many TCP connections were made to the services.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>How many TCP connections were made to the trap: must stay 0.</summary>
    public int TrapConnections => Volatile.Read(ref _trapConnections);

    /// <summary>How often each access token was presented, by its id.</summary>
    public IReadOnlyDictionary<string, int> TokensPresented =>
        Requests.Where(r => r.TokenId is not null).GroupBy(r => r.TokenId!).ToDictionary(g => g.Key, g => g.Count());

    /// <summary>How often each refresh token was presented, by its fingerprint.</summary>
    public IReadOnlyDictionary<string, int> RefreshTokensSeen =>
        Refreshes.GroupBy(r => r.RefreshTokenId).ToDictionary(g => g.Key, g => g.Count());

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _requests.Clear();
            _mutations.Clear();
            _signIns.Clear();
            _refreshes.Clear();
            _trapRequests.Clear();
            _connections = 0;
            _trapConnections = 0;
        }
    }

    internal RequestEntry Add(RequestEntry entry)
    {
        lock (_lock)
        {
            var numbered = entry with { Number = _requests.Count + 1 };
            _requests.Add(numbered);
            return numbered;
        }
    }

    /// <summary>Records the status of the answer, unless the ledger was cleared after the request arrived.</summary>
    internal void Complete(RequestEntry entry, int status)
    {
        lock (_lock)
        {
            var index = (int)entry.Number - 1;
            if (index < _requests.Count && ReferenceEquals(_requests[index], entry))
                _requests[index] = entry with { Status = status };
        }
    }

    internal void Add(MutationEntry entry) => Add(_mutations, entry);

    internal void Add(SignInEntry entry) => Add(_signIns, entry);

    internal void Add(RefreshEntry entry) => Add(_refreshes, entry);

    internal void Add(TrapEntry entry) => Add(_trapRequests, entry);

    internal void ConnectionOpened(bool isTrap) => Interlocked.Increment(ref isTrap ? ref _trapConnections : ref _connections);

    private void Add<T>(List<T> list, T entry)
    {
        lock (_lock)
            list.Add(entry);
    }

    private List<T> Copy<T>(List<T> list)
    {
        lock (_lock)
            return [.. list];
    }
}
