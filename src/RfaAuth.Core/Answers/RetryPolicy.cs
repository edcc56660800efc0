using System;

namespace RfaAuth.Core.Answers;

/// <summary>When an operation is sent again after a fault in transport, and after which wait. Pure.</summary>
internal static class RetryPolicy
{
    /// <summary>The longest wait that doubling leads to; what a user or a service asks for may be longer.</summary>
    private static readonly TimeSpan s_longestBackOff = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A query: after a fault of the connection, and after 408, 425, 429 and 5xx without a GraphQL body.
    /// A mutation: only if the service saw nothing of it.
    /// </summary>
    public static bool IsRetryable(bool isMutation, Exchange exchange) =>
        exchange.Fault is { IsRetryable: true } && (!isMutation || exchange.IsUnsent);

    /// <summary>The wait before the next attempt: what the service asked for, else exponential with full jitter.</summary>
    /// <param name="attempt">How many attempts there were, from 1.</param>
    /// <param name="interval">The wait to start from.</param>
    /// <param name="retryAfter">What the service asked for.</param>
    /// <param name="random">A number from 0 to below 1.</param>
    public static TimeSpan Delay(int attempt, TimeSpan interval, TimeSpan? retryAfter, double random)
    {
        if (retryAfter is { } asked)
            return asked;
        var ceiling = Math.Min(interval.TotalMilliseconds * Math.Pow(2, attempt - 1), Math.Max(s_longestBackOff.TotalMilliseconds, interval.TotalMilliseconds));
        // Not below a quarter: a wait of nothing is no back-off.
        return TimeSpan.FromMilliseconds(ceiling * (0.25 + (0.75 * random)));
    }
}
