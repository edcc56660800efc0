using RfaAuth.Core.Json;

namespace RfaAuth.Core.GraphQL;

/// <summary>The body of a well-formed GraphQL answer, with any HTTP status.</summary>
public sealed record GraphQLResponse
{
    internal static readonly IReadOnlyDictionary<string, object?> NoMembers = new Dictionary<string, object?>();

    /// <summary>The <c>data</c> as the caller's <see cref="IValueFactory"/> made it; null if it was null or absent.</summary>
    public object? Data { get; init; }

    /// <summary>Whether at least one root field is not null.</summary>
    public bool HasData { get; init; }

    /// <summary>Whether the answer has the member <c>data</c>, even if it is null. Some servers leave it out even after execution.</summary>
    internal bool IsDataPresent { get; init; }

    /// <summary>The response keys of <c>data</c>; empty if data was null or absent.</summary>
    internal IReadOnlyList<string> RootFields { get; init; } = [];

    /// <summary>The keys in <see cref="RootFields"/> whose value is not null.</summary>
    internal IReadOnlyList<string> FilledFields { get; init; } = [];

    public IReadOnlyList<GraphQLError> Errors { get; init; } = [];

    /// <summary>The answer's <c>extensions</c>, with plain values; empty if there were none.</summary>
    public IReadOnlyDictionary<string, object?> Extensions { get; init; } = NoMembers;

    /// <summary>The text of the body, if the call asked to keep it.</summary>
    public string? Body { get; init; }

    /// <summary>The query cost budget in the answer; null if it has none.</summary>
    public ThrottleStatus? ThrottleStatus { get; init; }
}
