using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace RfaAuth.State;

/// <summary>
/// Which runspace has which sessions. A binary module has no session state of its own, so this is static and keyed
/// weakly by the runspace: what belongs to one is never seen in another, and does not keep it alive.
/// </summary>
internal static class SessionTable
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceSessions> s_byRunspace = new();

    // The table above cannot be enumerated on .NET Framework; this only answers whether there are sessions anywhere.
    private static readonly List<WeakReference<RunspaceSessions>> s_all = [];

    /// <summary>The sessions of the runspace that runs on this thread: call it on the pipeline thread only.</summary>
    public static RunspaceSessions Current => s_byRunspace.GetValue(Runspace.DefaultRunspace, Create);

    /// <summary>Whether a session is the default of the runspace that runs on this thread.</summary>
    public static bool IsDefaultHere(RfaSession session) =>
        Runspace.DefaultRunspace is { } runspace && s_byRunspace.TryGetValue(runspace, out var sessions) && sessions.Default == session;

    /// <summary>The session to use where none was given.</summary>
    /// <exception cref="RfaException">SessionRequired, with what to do about it.</exception>
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
