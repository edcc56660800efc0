using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Transport;

namespace RfaAuth.Core.Answers;

/// <summary>
/// The outcome of one request: a GraphQL answer, or the fault in its place. Each fact is read from the answer as the service sent it, so
/// hiding secrets for display changes no fact.
/// </summary>
internal sealed class Exchange
{
    /// <param name="http">The HTTP answer; null if none came.</param>
    /// <param name="sent">The GraphQL answer as the service sent it; null if there was none.</param>
    /// <param name="fault">Why there is no GraphQL answer; null if there is one.</param>
    /// <param name="message">The message of a JSON answer that is no GraphQL answer; null if it has none.</param>
    public Exchange(HttpAnswer? http, GraphQLResponse? sent, RfaException? fault, string? message = null)
    {
        Http = http;
        Response = sent;
        Errors = sent?.Errors ?? [];
        Fault = fault;
        RetryAfter = fault?.RetryAfter ?? http?.RetryAfter;
        // Most answers: there is nothing to classify.
        if (http is { IsSuccess: true } && sent is { Errors.Count: 0 })
            return;
        AuthFailure = http is null
            // An answer that broke off has a status too.
            ? fault?.StatusCode == 401 ? AuthFailure.Unauthorized : AuthFailure.None
            : AuthFailureClassifier.Classify(http.StatusCode, string.Join(",", http.Values("WWW-Authenticate")), sent?.Errors ?? PlainErrors(http, message));
        Refusal = http is null ? Refusal.None
            : sent is null ? TransientRefusal.Of(http)
            : TransientRefusal.Of(http.StatusCode, sent.Errors, sent.HasData);
        IsAboutLogIns = Errors.Any(TransientRefusal.IsAboutLogIns);
        RetryAfter ??= sent is null || Refusal == Refusal.None ? null : AskedFor(http!, sent);
    }

    public HttpAnswer? Http { get; }

    /// <summary>The answer for display, with the secrets in its errors hidden. Null if there was none.</summary>
    public GraphQLResponse? Response { get; init; }

    public RfaException? Fault { get; }

    /// <summary>The errors as the service sent them, for decisions. Hidden text could change a code: a password may be part of it.</summary>
    public IReadOnlyList<GraphQLError> Errors { get; }

    /// <summary>The answer's meaning for the token.</summary>
    public AuthFailure AuthFailure { get; }

    /// <summary>Whether the answer refuses the token, for certain or perhaps.</summary>
    public bool RefusesToken => AuthFailure is AuthFailure.Unauthorized or AuthFailure.NotAuthorized;

    /// <summary>Whether the answer refuses for now only.</summary>
    public Refusal Refusal { get; }

    /// <summary>Whether there is a GraphQL answer that does not refuse for now only.</summary>
    public bool IsResult => Response is not null && Refusal == Refusal.None;

    /// <summary>Whether the refusal is about too many log-ins. Other requests may then go on.</summary>
    public bool IsAboutLogIns { get; }

    /// <summary>Whether it is certain that the service saw nothing of the request.</summary>
    public bool IsUnsent => Fault is TransportException { IsUnsent: true };

    /// <summary>How long the service asks to wait; null if it does not ask, or in an unknown form.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The headers for display; see <see cref="CallFacts.Headers"/>.</summary>
    public IReadOnlyDictionary<string, string[]> Headers { get; init; } = CallFacts.NoHeaders;

    /// <summary>All headers for display; see <see cref="CallFacts.AllHeaders"/>.</summary>
    public IReadOnlyDictionary<string, string[]> AllHeaders { get; init; } = CallFacts.NoHeaders;

    private TimeSpan? AskedFor(HttpAnswer http, GraphQLResponse sent) =>
        AskedWait.Read(sent.Errors, sent.Extensions, http.At) ?? (Refusal == Refusal.Rate ? http.LimitReset : null);

    // Laravel's {"message":"Unauthenticated."} with HTTP 200. With any other status, the status itself decides.
    private static GraphQLError[]? PlainErrors(HttpAnswer http, string? message) =>
        message is not null && http.IsSuccess ? [new GraphQLError(message)] : null;
}
