using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace RfaAuth.State;

/// <summary>
/// The sessions of one runspace, in the order in which they were connected. The default is the session that was connected or selected last.
/// If that has ended there is no default, so that no call goes to another account by mistake. They are disconnected when the runspace closes.
/// </summary>
internal sealed class RunspaceSessions
{
    // A binary module has no session state of its own, so the table is static. Its keys are weak references: a runspace never sees the sessions
    // of another one, and the table does not keep a runspace alive.
    private static readonly ConditionalWeakTable<Runspace, RunspaceSessions> s_byRunspace = new();

    // .NET Framework cannot enumerate the table above. This list only tells whether there are sessions anywhere.
    private static readonly List<WeakReference<RunspaceSessions>> s_all = [];

    private readonly object _gate = new();
    private readonly List<RfaSession> _sessions = [];
    private RfaSession? _default;

    private RunspaceSessions(Runspace runspace)
    {
        runspace.StateChanged += (_, change) =>
        {
            if (change.RunspaceStateInfo.State is RunspaceState.Closing or RunspaceState.Closed or RunspaceState.Broken)
                DisconnectAll();
        };
        lock (s_all)
        {
            s_all.RemoveAll(reference => !reference.TryGetTarget(out _));
            s_all.Add(new WeakReference<RunspaceSessions>(this));
        }
    }

    /// <summary>The sessions of the runspace of this thread. Call it on the pipeline thread only.</summary>
    public static RunspaceSessions Current => s_byRunspace.GetValue(Runspace.DefaultRunspace, runspace => new RunspaceSessions(runspace));

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

    /// <summary>The session to use if none was given.</summary>
    /// <exception cref="RfaException">SessionRequired. The advice says what to do.</exception>
    public RfaSession RequireDefault() => Default ?? throw SessionRequired(All);

    /// <summary>Whether a session is the default of the runspace of this thread.</summary>
    public static bool IsDefaultHere(RfaSession session) =>
        Runspace.DefaultRunspace is { } runspace && s_byRunspace.TryGetValue(runspace, out var sessions) && sessions.Default == session;

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

    private static RfaException SessionRequired(IReadOnlyList<RfaSession> there) => there.Count > 0
        ? new RfaException(
            ErrorCodes.SessionRequired,
            $"The default session was disconnected, and no other took its place. There are: {string.Join(", ", there)}.")
        {
            RecommendedAction = "Choose one with Select-RfaSession, or pass -Session.",
        }
        : ExistAnywhere()
        ? new RfaException(
            ErrorCodes.SessionRequired,
            "There is no session in this runspace: sessions belong to the runspace that connected them. In ForEach-Object -Parallel and in a thread job pass -Session $using:session, with a session from Connect-RfaApi -PassThru or Get-RfaSession.")
        {
            RecommendedAction = "Get-Help about_RfaAuth_Sessions shows an example.",
        }
        : new RfaException(ErrorCodes.SessionRequired, "There is no session in this runspace.")
        {
            RecommendedAction = "Run Connect-RfaApi first, or pass -Session.",
        };

    private static bool ExistAnywhere()
    {
        lock (s_all)
        {
            return s_all.Any(reference => reference.TryGetTarget(out var sessions) && sessions.All.Count > 0);
        }
    }
}
