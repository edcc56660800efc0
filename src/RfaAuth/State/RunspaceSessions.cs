using System.Management.Automation.Runspaces;

namespace RfaAuth.State;

/// <summary>
/// The sessions of one runspace, in the order in which they were connected. The default is the session that was connected or selected last.
/// If that has ended there is no default, so that no call goes to another account by mistake. They are disconnected when the runspace closes.
/// </summary>
internal sealed class RunspaceSessions
{
    private readonly object _gate = new();
    private readonly List<RfaSession> _sessions = [];
    private RfaSession? _default;

    public RunspaceSessions(Runspace runspace) => runspace.StateChanged += (_, change) =>
    {
        if (change.RunspaceStateInfo.State is RunspaceState.Closing or RunspaceState.Closed or RunspaceState.Broken)
            DisconnectAll();
    };

    /// <summary>The connected sessions, the oldest first. A session that was disconnected elsewhere is not among them.</summary>
    public IReadOnlyList<RfaSession> All
    {
        get
        {
            lock (_gate)
            {
                _sessions.RemoveAll(session => session.Connection.IsDisconnected);
                return _sessions.ToArray();
            }
        }
    }

    public RfaSession? Default => Volatile.Read(ref _default) is { Connection.IsDisconnected: false } session ? session : null;

    public RfaSession? Find(string name) => All.FirstOrDefault(session => HasName(session, name));

    /// <summary>Adds a session as the default. An older session with the same name is removed, and can still be used by those who have it.</summary>
    public void Add(RfaSession session)
    {
        lock (_gate)
        {
            _sessions.RemoveAll(earlier => HasName(earlier, session.Name));
            _sessions.Add(session);
            Volatile.Write(ref _default, session);
        }
    }

    /// <returns>Whether the session is in the table, and so the default now.</returns>
    public bool Select(RfaSession session)
    {
        if (!All.Contains(session))
            return false;
        Volatile.Write(ref _default, session);
        return true;
    }

    public void DisconnectAll()
    {
        RfaSession[] sessions;
        lock (_gate)
        {
            sessions = [.. _sessions];
            _sessions.Clear();
        }
        foreach (var session in sessions)
            session.Connection.Dispose();
    }

    private static bool HasName(RfaSession session, string name) =>
        string.Equals(session.Name, name, StringComparison.OrdinalIgnoreCase);
}
