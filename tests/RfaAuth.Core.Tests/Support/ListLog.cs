using System.Collections.Concurrent;
using RfaAuth.Core.Diagnostics;

namespace RfaAuth.Core.Tests.Support;

/// <summary>Keeps what a call tells.</summary>
internal sealed class ListLog : ICallLog
{
    public ConcurrentQueue<string> Warnings { get; } = new();

    public ConcurrentQueue<string> Messages { get; } = new();

    public void Verbose(string message) => Messages.Enqueue(message);

    public void Warning(string message) => Warnings.Enqueue(message);
}
