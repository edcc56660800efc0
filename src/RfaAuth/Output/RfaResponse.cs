using RfaAuth.Core.GraphQL;
using RfaAuth.Output;

// The name that users see, as with RfaSession.
namespace RfaAuth;

/// <summary>The whole answer to a call: what <c>Invoke-RfaGraphQL -FullResponse</c> returns.</summary>
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

    /// <summary>The input that it answers, in a batch; null elsewhere.</summary>
    public object? InputObject { get; }

    /// <summary>The answer's <c>data</c>; null where it was null or absent.</summary>
    public object? Data { get; }

    /// <summary>The beginning of the data as JSON, for display.</summary>
    public string DataText => ShortJson.Of(Data);

    /// <summary>The answer's <c>errors</c>; empty where there were none.</summary>
    public IReadOnlyList<GraphQLError> Errors { get; }

    /// <summary>The answer's <c>extensions</c>; empty where there were none.</summary>
    public IReadOnlyDictionary<string, object?> Extensions { get; }

    /// <summary>The HTTP status of the answer.</summary>
    public int StatusCode { get; }

    /// <summary>The answer's headers that help to find out what happened, by names in any case: request ids, rate limits, times, versions, caches.</summary>
    public IReadOnlyDictionary<string, string[]> Headers { get; }

    /// <summary>How many times the operation was sent, from 1.</summary>
    public int Attempts { get; }

    /// <summary>Whether it was sent again with a new token after the service refused the first one.</summary>
    public bool TokenRenewed { get; }

    /// <summary>From the call to the whole answer, waits and repetitions included.</summary>
    public TimeSpan Duration { get; }

    /// <summary>What the service says of its query cost budget; null where it says nothing.</summary>
    public ThrottleStatus? ThrottleStatus { get; }
}
