using RfaAuth.Core.GraphQL;
using RfaAuth.Output;

// Users see the name RfaAuth.RfaResponse, so the namespace is the root and not the folder.
namespace RfaAuth;

/// <summary>The whole answer to a call, which <c>Invoke-RfaGraphQL -FullResponse</c> returns.</summary>
public sealed class RfaResponse
{
    internal RfaResponse(CallResult result, object? input)
    {
        var (response, facts) = (result.Response, result.Facts);
        InputObject = input;
        Data = Record.Shown(response.Data);
        Errors = response.Errors;
        Extensions = response.Extensions;
        StatusCode = facts.StatusCode;
        Attempts = facts.Attempts;
        TokenRenewed = facts.TokenRenewed;
        Duration = facts.Duration;
        ThrottleStatus = response.ThrottleStatus;
        Headers = facts.Headers;
    }

    /// <summary>In a batch, the input of this answer; else null.</summary>
    public object? InputObject { get; }

    /// <summary>The answer's <c>data</c>; null if it was null or absent.</summary>
    public object? Data { get; }

    /// <summary>The beginning of the data as JSON, for display.</summary>
    public string DataText => ShortJson.Of(Data);

    /// <summary>The answer's <c>errors</c>; empty if there were none.</summary>
    public IReadOnlyList<GraphQLError> Errors { get; }

    /// <summary>The answer's <c>extensions</c>; empty if there were none.</summary>
    public IReadOnlyDictionary<string, object?> Extensions { get; }

    /// <summary>The HTTP status of the answer.</summary>
    public int StatusCode { get; }

    /// <summary>The answer's headers that help to find a cause: request ids, rate limits, times, versions, caches. Their names are case-insensitive.</summary>
    public IReadOnlyDictionary<string, string[]> Headers { get; }

    /// <summary>How many times the operation was sent, from 1.</summary>
    public int Attempts { get; }

    /// <summary>Whether it was sent again with a new token after the service refused the first one.</summary>
    public bool TokenRenewed { get; }

    /// <summary>The time from the call to the whole answer, with all waits and retries.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The query cost budget in the answer; null if it has none.</summary>
    public ThrottleStatus? ThrottleStatus { get; }
}
