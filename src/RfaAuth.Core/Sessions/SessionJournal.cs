using System.Collections.Concurrent;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.Time;

namespace RfaAuth.Core.Sessions;

/// <summary>What a session remembers of its calls: the last failure, mutations that were interrupted, and warnings that nobody heard yet.</summary>
internal sealed class SessionJournal
{
    // As many as a batch may have under way.
    private const int MostInterrupted = 256;

    private readonly IClock _clock;
    private readonly ConcurrentQueue<string> _warnings = new();
    private readonly ConcurrentQueue<InterruptedCall> _interrupted = new();
    private string? _lastError;

    public SessionJournal(IClock clock) => _clock = clock;

    public string? LastError => Volatile.Read(ref _lastError);

    /// <summary>The last <see cref="MostInterrupted"/>, oldest first.</summary>
    public IReadOnlyList<InterruptedCall> LastInterrupted => _interrupted.ToArray();

    public void Failed(RfaException exception) => Volatile.Write(ref _lastError, $"{exception.ErrorCode}: {exception.Message}");

    /// <param name="operation">The name of an operation whose outcome reaches nobody.</param>
    public void Interrupted(string operation)
    {
        _interrupted.Enqueue(new InterruptedCall(operation, _clock.UtcNow));
        while (_interrupted.Count > MostInterrupted)
            _interrupted.TryDequeue(out _);
    }

    /// <summary>Keeps a warning from the background until a call can tell it.</summary>
    public void Warn(string message) => _warnings.Enqueue(message);

    public void TellWarnings(ICallLog log)
    {
        while (_warnings.TryDequeue(out var message))
            log.Warning(message);
    }
}
