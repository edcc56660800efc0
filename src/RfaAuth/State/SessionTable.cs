using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace RfaAuth.State;

/// <summary>
/// Maps runspaces to their sessions. A binary module has no session state of its own, so the table is static. Its keys are weak
/// references: a runspace never sees the sessions of another one, and the table does not keep a runspace alive.
/// </summary>
internal static class SessionTable
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceSessions> s_byRunspace = new();

    // .NET Framework cannot enumerate the table above. This list only tells whether there are sessions anywhere.
    private static readonly List<WeakReference<RunspaceSessions>> s_all = [];

    /// <summary>The sessions of the runspace of this thread. Call it on the pipeline thread only.</summary>
    public static RunspaceSessions Current => s_byRunspace.GetValue(Runspace.DefaultRunspace, Create);

    /// <summary>Whether a session is the default of the runspace of this thread.</summary>
    public static bool IsDefaultHere(RfaSession session) =>
        Runspace.DefaultRunspace is { } runspace && s_byRunspace.TryGetValue(runspace, out var sessions) && sessions.Default == session;

    /// <summary>The session to use if none was given.</summary>
    /// <exception cref="RfaException">SessionRequired. The advice says what to do.</exception>
    public static RfaSession RequireDefault(RunspaceSessions sessions) => sessions.Default ?? throw SessionRequired(sessions.All);

    private static RunspaceSessions Create(Runspace runspace)
    {
        var sessions = new RunspaceSessions(runspace);
        lock (s_all)
        {
            s_all.RemoveAll(reference => !reference.TryGetTarget(out _));
            s_all.Add(new WeakReference<RunspaceSessions>(sessions));
        }
        return sessions;
    }

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
