// This is the only file that may read the machine's clock.
#pragma warning disable RS0030

using System.Diagnostics;

namespace RfaAuth.Core.Time;

internal sealed class SystemClock : IClock
{
    public static SystemClock Instance { get; } = new();

    public DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

    public TimeSpan Elapsed => TimeSpan.FromSeconds(Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency);

    public Task Delay(TimeSpan delay, CancellationToken cancellationToken) => Task.Delay(delay, cancellationToken);

    public CancellationTokenSource CreateCancellationTokenSource(TimeSpan delay) => new(delay);
}
