namespace RfaAuth.Core.Time;

/// <summary>The only source of time, so that a test can hold it.</summary>
internal interface IClock
{
    /// <summary>Wall clock, UTC: for a token's expiry.</summary>
    DateTimeOffset UtcNow { get; }

    /// <summary>Monotonic time since some start: for durations and back-off.</summary>
    TimeSpan Elapsed { get; }

    Task Delay(TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>A source that is cancelled when <paramref name="delay"/> has passed.</summary>
    CancellationTokenSource CreateCancellationTokenSource(TimeSpan delay);
}
