namespace RfaAuth.Core.Time;

/// <summary>The only source of time. A test can replace it.</summary>
internal interface IClock
{
    /// <summary>The wall clock, in UTC. For the expiry of tokens.</summary>
    DateTimeOffset UtcNow { get; }

    /// <summary>The monotonic time since some start. For durations and back-off.</summary>
    TimeSpan Elapsed { get; }

    Task Delay(TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Makes a source that is cancelled after <paramref name="delay"/>.</summary>
    CancellationTokenSource CreateCancellationTokenSource(TimeSpan delay);
}
