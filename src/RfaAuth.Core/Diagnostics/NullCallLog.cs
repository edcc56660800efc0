namespace RfaAuth.Core.Diagnostics;

/// <summary>For callers that want to hear nothing.</summary>
public sealed class NullCallLog : ICallLog
{
    public static NullCallLog Instance { get; } = new();

    public void Verbose(string message)
    {
    }

    public void Warning(string message)
    {
    }
}
