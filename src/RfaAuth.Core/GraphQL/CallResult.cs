using System.Collections.ObjectModel;

namespace RfaAuth.Core.GraphQL;

/// <summary>The result of a call: the answer for display, its errors as exceptions, and the facts of the call. Immutable.</summary>
internal sealed class CallResult
{
    /// <param name="response">The answer; secrets in its errors are hidden.</param>
    /// <param name="facts">The facts of the call; null: one attempt, HTTP 200.</param>
    /// <param name="errors">The answer's errors as exceptions, in its order; null if it has none.</param>
    public CallResult(GraphQLResponse response, CallFacts? facts = null, IReadOnlyList<RfaException>? errors = null)
    {
        Response = response;
        Facts = facts ?? new CallFacts(200);
        Errors = errors ?? [];
    }

    /// <summary>The answer for display.</summary>
    public GraphQLResponse Response { get; }

    public CallFacts Facts { get; }

    /// <summary>An exception for each error of the answer, in its order; empty if there are none.</summary>
    public IReadOnlyList<RfaException> Errors { get; }

    /// <summary>The error that ends the call: the first one. If there are more, its message says how many.</summary>
    public RfaException FirstError => Errors.Count == 1
        ? Errors[0]
        : Errors[0].With($"{Errors[0].Message} (and {Errors.Count - 1} more: see the exception's Response.Errors)", Response);

    /// <summary>A copy with the data in another form. The exceptions get the new data too.</summary>
    public CallResult WithData(object? data) => With(Response with { Data = data }, Errors);

    /// <summary>A copy with the errors of further answers after its own.</summary>
    public CallResult WithErrors(IReadOnlyList<RfaException> errors) => errors.Count == 0 ? this : With(
        Response with { Errors = [.. Response.Errors, .. errors.Select(error => (GraphQLError)error.Error!)] }, [.. Errors, .. errors]);

    private CallResult With(GraphQLResponse response, IReadOnlyList<RfaException> errors) =>
        new(response, Facts, [.. errors.Select(error => error.With(error.Message, response))]);
}

/// <summary>The facts of a call other than its answer. Immutable.</summary>
/// <param name="StatusCode">The HTTP status of the answer.</param>
internal sealed record CallFacts(int StatusCode)
{
    public static readonly IReadOnlyDictionary<string, string[]> NoHeaders = new ReadOnlyDictionary<string, string[]>(new Dictionary<string, string[]>());

    /// <summary>How many times the operation was sent, from 1.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>Whether it was sent again with a new token after the service refused the first one.</summary>
    public bool TokenRenewed { get; init; }

    /// <summary>The time from the call to the whole answer, with all waits and retries.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>
    /// The answer's headers that help to find a cause: request and correlation ids, rate limits, times. Their names are case-insensitive. Empty
    /// if there are no errors, unless the call asked for headers.
    /// </summary>
    public IReadOnlyDictionary<string, string[]> Headers { get; init; } = NoHeaders;

    /// <summary>All headers of the answer except those that may hold a token, if the call asked for headers.</summary>
    public IReadOnlyDictionary<string, string[]> AllHeaders { get; init; } = NoHeaders;
}
