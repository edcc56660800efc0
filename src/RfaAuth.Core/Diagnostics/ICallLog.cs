namespace RfaAuth.Core.Diagnostics;

/// <summary>
/// Where a call tells what it does: one sink per call, because a session is shared between pipelines.
/// May be called from any thread. Texts never hold a secret.
/// </summary>
internal interface ICallLog
{
    /// <summary>Whether anybody sees <see cref="Verbose"/>: where not, the text need not be made.</summary>
    bool ShowsVerbose { get; }

    /// <summary>What happens, for a user who asked to see it (PowerShell's verbose stream).</summary>
    void Verbose(string message);

    /// <summary>What a user should know although the call goes on (PowerShell's warning stream).</summary>
    void Warning(string message);

    /// <summary>A wait begins; it ends when the result is disposed. For a user who would else wonder (PowerShell's progress).</summary>
    IDisposable Waiting(CallWait wait);
}
