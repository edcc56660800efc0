using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.Json;

namespace RfaAuth.Core.GraphQL;

/// <summary>What came of a call: the answer as it is shown, its errors as exceptions, and the facts of the call. Immutable.</summary>
internal sealed class CallResult
{
    /// <param name="response">The answer; secrets in its errors are hidden.</param>
    /// <param name="facts">The facts of the call; null: those of an answer that came at once.</param>
    /// <param name="errors">The answer's errors as exceptions, in its order; null: it has none.</param>
    public CallResult(GraphQLResponse response, CallFacts? facts = null, IReadOnlyList<RfaException>? errors = null)
    {
        Response = response;
        Facts = facts ?? new CallFacts(200);
        Errors = errors ?? [];
    }

    /// <summary>The answer as it is shown.</summary>
    public GraphQLResponse Response { get; }

    public CallFacts Facts { get; }

    /// <summary>The answer's errors, one exception each, in its order; empty where it has none.</summary>
    public IReadOnlyList<RfaException> Errors { get; }

    /// <summary>The error that ends the call, where it has one: the first of the answer, which says how many more there are.</summary>
    public RfaException FirstError => Errors.Count == 1
        ? Errors[0]
        : Errors[0].With($"{Errors[0].Message} (and {Errors.Count - 1} more: see the exception's Response.Errors)", Response);

    /// <summary>The same with another form of its data, which its errors have with them as well.</summary>
    public CallResult WithData(object? data, IValueFactory values) => With(Response with { Data = data, Values = values }, Errors);

    /// <summary>The same with the errors of further answers behind its own.</summary>
    public CallResult WithErrors(IReadOnlyList<RfaException> errors) => errors.Count == 0 ? this : With(
        Response with { Errors = [.. Response.Errors, .. errors.Select(error => (GraphQLError)error.Error!)] }, [.. Errors, .. errors]);

    private CallResult With(GraphQLResponse response, IReadOnlyList<RfaException> errors) =>
        new(response, Facts, [.. errors.Select(error => error.With(error.Message, response))]);
}

/// <summary>What is known of a call beside its answer. Immutable.</summary>
/// <param name="StatusCode">The HTTP status of the answer.</param>
internal sealed record CallFacts(int StatusCode)
{
    /// <summary>How many times the operation was sent, from 1.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>Whether it was sent again with a new token after the service refused the first one.</summary>
    public bool TokenRenewed { get; init; }

    /// <summary>From the call to the whole answer, waits and repetitions included.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>
    /// The answer's headers that help to find out what happened, by names in any case: request and correlation ids, rate limits, times. Empty
    /// where there are no errors, unless the call asked for headers.
    /// </summary>
    public IReadOnlyDictionary<string, string[]> Headers { get; init; } = HeaderNames.NoHeaders;

    /// <summary>All of its headers but those that may hold a token, if the call asked for headers.</summary>
    public IReadOnlyDictionary<string, string[]> AllHeaders { get; init; } = HeaderNames.NoHeaders;
}
