namespace RfaAuth.Core.Diagnostics;

/// <summary>
/// Receives the messages of one call. Each call has its own log, because several pipelines can share a session.
/// May be called from any thread. Texts never hold a secret.
/// </summary>
internal interface ICallLog
{
    /// <summary>Whether <see cref="Verbose"/> is shown. If not, the caller need not make the text.</summary>
    bool ShowsVerbose { get; }

    /// <summary>A step of the call (PowerShell's verbose stream).</summary>
    void Verbose(string message);

    /// <summary>A problem that the user should know about although the call goes on (PowerShell's warning stream).</summary>
    void Warning(string message);

    /// <summary>Shows a wait until the result is disposed (PowerShell's progress).</summary>
    IDisposable Waiting(CallWait wait);
}
