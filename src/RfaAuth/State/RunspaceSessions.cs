using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Runspaces;

namespace RfaAuth.State;

/// <summary>
/// The sessions of one runspace, in the order in which they were connected; the last is the default.
/// They are disconnected when the runspace closes.
/// </summary>
internal sealed class RunspaceSessions
{
    private readonly object _gate = new();
    private readonly List<RfaSession> _sessions = [];

    public RunspaceSessions(Runspace runspace) => runspace.StateChanged += (_, change) =>
    {
        if (change.RunspaceStateInfo.State is RunspaceState.Closing or RunspaceState.Closed or RunspaceState.Broken)
            DisconnectAll();
    };

    /// <summary>The connected sessions, the oldest first. One that was disconnected elsewhere has left.</summary>
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

    public RfaSession? Default => All is { Count: > 0 } all ? all[all.Count - 1] : null;

    public RfaSession? Find(string name) => All.FirstOrDefault(session => HasName(session, name));

    /// <summary>Makes a session the default. One of the same name leaves the table and stays usable for those who hold it.</summary>
    public void Add(RfaSession session)
    {
        lock (_gate)
        {
            _sessions.RemoveAll(earlier => HasName(earlier, session.Name));
            _sessions.Add(session);
        }
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
