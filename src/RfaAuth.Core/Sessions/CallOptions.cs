using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Json;

namespace RfaAuth.Core.Sessions;

/// <summary>The options of one call.</summary>
internal sealed record CallOptions
{
    /// <summary>Makes the objects of <c>data</c>.</summary>
    public IValueFactory Values { get; init; } = PlainValueFactory.Instance;

    /// <summary>Whether to keep the text of the body in <see cref="GraphQLResponse.Body"/>.</summary>
    public bool KeepBody { get; init; }

    /// <summary>Whether to keep the headers of an answer without errors too.</summary>
    public bool KeepHeaders { get; init; }

    /// <summary>The time limit for the whole call with its waits and retries; null: the session's.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Whether the call is sent once more after an Unauthorized answer. Turn it off for services that check after the resolver ran.</summary>
    public bool RetryOnUnauthorized { get; init; } = true;

    /// <summary>Awaited before the operation is sent for the first time, so that it can be noted that it may have run; null: nothing is to be noted.</summary>
    public Func<CancellationToken, Task>? Sending { get; init; }

    public ICallLog Log { get; init; } = NullCallLog.Instance;
}
