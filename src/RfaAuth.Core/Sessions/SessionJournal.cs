using System.Collections.Concurrent;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.Time;

namespace RfaAuth.Core.Sessions;

/// <summary>Remembers the last failure of a session, its interrupted mutations, and warnings that no call has written yet.</summary>
internal sealed class SessionJournal
{
    // The number of calls that a batch may run at once.
    private const int MostInterrupted = 256;

    private readonly IClock _clock;
    private readonly ConcurrentQueue<string> _warnings = new();
    private readonly ConcurrentQueue<InterruptedCall> _interrupted = new();
    private string? _lastError;

    public SessionJournal(IClock clock) => _clock = clock;

    public string? LastError => Volatile.Read(ref _lastError);

    /// <summary>The last <see cref="MostInterrupted"/> interrupted mutations, oldest first.</summary>
    public IReadOnlyList<InterruptedCall> LastInterrupted => _interrupted.ToArray();

    public void Failed(RfaException exception) => Volatile.Write(ref _lastError, $"{exception.ErrorCode}: {exception.Message}");

    /// <param name="operation">The name of an operation whose outcome is not known to the user.</param>
    public void Interrupted(string operation)
    {
        _interrupted.Enqueue(new InterruptedCall(operation, _clock.UtcNow));
        while (_interrupted.Count > MostInterrupted)
            _interrupted.TryDequeue(out _);
    }

    /// <summary>Keeps a warning of background work until a call can write it.</summary>
    public void Warn(string message) => _warnings.Enqueue(message);

    public void TellWarnings(ICallLog log)
    {
        while (_warnings.TryDequeue(out var message))
            log.Warning(message);
    }
}
