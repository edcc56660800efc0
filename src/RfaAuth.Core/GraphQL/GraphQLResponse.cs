using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.Json;

namespace RfaAuth.Core.GraphQL;

/// <summary>A well-formed GraphQL answer, whatever its HTTP status.</summary>
public sealed record GraphQLResponse
{
    /// <summary>The <c>data</c> as the caller's <see cref="IValueFactory"/> built it; null where it was null or absent.</summary>
    public object? Data { get; init; }

    /// <summary>What made <see cref="Data"/>.</summary>
    internal IValueFactory Values { get; init; } = PlainValueFactory.Instance;

    /// <summary>Whether at least one root field is not null.</summary>
    public bool HasData { get; init; }

    /// <summary>Whether the answer has a member <c>data</c>, be it null. Some servers leave it out even after execution.</summary>
    internal bool IsDataPresent { get; init; }

    /// <summary>The response keys of <c>data</c>; empty where data was null or absent.</summary>
    internal IReadOnlyList<string> RootFields { get; init; } = [];

    /// <summary>Those of <see cref="RootFields"/> whose value is not null.</summary>
    internal IReadOnlyList<string> FilledFields { get; init; } = [];

    public IReadOnlyList<GraphQLError> Errors { get; init; } = [];

    /// <summary>The answer's <c>extensions</c>, with plain values; empty where there were none.</summary>
    public IReadOnlyDictionary<string, object?> Extensions { get; init; } = GraphQLError.NoMembers;

    /// <summary>The text of the body, if the call asked to keep it.</summary>
    public string? Body { get; init; }

    /// <summary>The HTTP status of the answer.</summary>
    public int StatusCode { get; init; }

    /// <summary>
    /// The answer's headers that help to find out what happened, by names in any case: request and correlation ids, rate limits, times. Empty
    /// where there are no errors, unless the call asked for headers.
    /// </summary>
    public IReadOnlyDictionary<string, string[]> Headers { get; init; } = HeaderNames.NoHeaders;

    /// <summary>All of its headers but those that may hold a token, if the call asked for headers.</summary>
    internal IReadOnlyDictionary<string, string[]> AllHeaders { get; init; } = HeaderNames.NoHeaders;

    /// <summary>How long the service asked to wait before the next request.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether it answers a mutation of which a part may have run: then the same call again is no mere repetition.</summary>
    internal bool MayHaveRun { get; init; }

    /// <summary>How many times the operation was sent, from 1.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>Whether the call was sent again with a new token after the service refused the first one.</summary>
    public bool TokenRenewed { get; init; }

    /// <summary>Why the operation was not sent again after its token was refused; null where that is not so.</summary>
    internal HeldBack? HeldBack { get; init; }

    /// <summary>From the call to the whole answer, waits and repetitions included.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>What the service says of its query cost budget; null where it says nothing.</summary>
    public ThrottleStatus? ThrottleStatus { get; init; }
}
