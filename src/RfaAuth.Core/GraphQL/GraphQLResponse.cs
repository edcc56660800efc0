using RfaAuth.Core.Json;

namespace RfaAuth.Core.GraphQL;

/// <summary>A well-formed GraphQL answer, whatever its HTTP status: what its body holds.</summary>
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

    /// <summary>What the service says of its query cost budget; null where it says nothing.</summary>
    public ThrottleStatus? ThrottleStatus { get; init; }
}
