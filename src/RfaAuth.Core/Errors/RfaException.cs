using System.Collections.ObjectModel;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.Errors;

/// <summary>
/// Every failure of this module. Scripts tell them apart by <see cref="ErrorCode"/>.
/// It holds only listed facts, and no secret: no request, no token, a few named headers, and at most the start of an answer's body.
/// </summary>
public class RfaException : Exception
{
    private static readonly Dictionary<string, object?> s_none = [];
    private static readonly ReadOnlyDictionary<string, string[]> s_noHeaders = new(new Dictionary<string, string[]>());

    /// <param name="errorCode">One of <see cref="ErrorCodes"/>, or the code that a service gave its GraphQL error.</param>
    /// <param name="message">The text for people, without secrets. Control characters are replaced by visible ones.</param>
    public RfaException(string errorCode, string message)
        : base(TerminalText.Neutralise(message)) => ErrorCode = errorCode;

    /// <summary>The stable code of the error.</summary>
    public string ErrorCode { get; }

    /// <summary>Whether the same call may succeed later without any change.</summary>
    public bool IsRetryable { get; init; }

    /// <summary>Whether the service may have carried the operation out although no answer came.</summary>
    public bool OutcomeUnknown { get; init; }

    /// <summary>The HTTP status; null if no answer came.</summary>
    public int? StatusCode { get; init; }

    /// <summary>How long the service asked to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The action that the user can take; null if the code's usual advice fits.</summary>
    public string? RecommendedAction { get; init; }

    /// <summary>The whole answer, a <c>GraphQLResponse</c>; null if there was none. Its data is not lost when an error stops a script.</summary>
    public object? Response { get; init; }

    /// <summary>The <c>GraphQLError</c> that this exception reports; null if it reports something else.</summary>
    public object? Error { get; init; }

    /// <summary>The <c>extensions</c> of the GraphQL error; empty if there are none.</summary>
    public IReadOnlyDictionary<string, object?> Extensions { get; init; } = s_none;

    /// <summary>The service's <c>validation</c>: the messages by input field; empty if there are none.</summary>
    public IReadOnlyDictionary<string, object?> Validation { get; init; } = s_none;

    /// <summary>
    /// The start of the answer's body if it is no GraphQL answer: at most 2,000 characters, with secrets hidden. Null if there was no text, and
    /// for sign-ins and refreshes, whose answers may hold tokens.
    /// </summary>
    public string? BodyStart { get; init; }

    /// <summary>
    /// The answer's headers that help to find the cause: request and correlation ids, rate limits, times. Their names are case-insensitive.
    /// Empty if no answer came.
    /// </summary>
    public IReadOnlyDictionary<string, string[]> Headers { get; internal set; } = s_noHeaders;

    /// <summary>All headers of the answer except those that may hold a token, if the call asked for headers; else null.</summary>
    internal IReadOnlyDictionary<string, string[]>? AllHeaders { get; init; }

    /// <summary>Whether the error is from a mutation's answer, and a part of the mutation may have run.</summary>
    internal bool MayHaveRun { get; init; }

    /// <summary>The id of the request in the logs of the service or of a gateway; null if the answer has none.</summary>
    public string? RequestId => HeaderNames.RequestIdIn(Headers);

    /// <summary>The text for people in an answer that is no GraphQL answer. It is also in the message.</summary>
    internal string? ServiceWords { get; init; }

    /// <summary>
    /// The place where a list can go on, a <c>ResumePoint</c>, if the list ended early after some pages. An error that came with a page's items
    /// has it too, because the list ends there under -ErrorAction Stop. Null elsewhere.
    /// </summary>
    public object? Resume { get; init; }

    /// <summary>The name of the session; null if the error belongs to no session.</summary>
    public string? SessionName { get; internal set; }

    /// <summary>
    /// Whether a failed sign-in may have been a refusal in unknown words. Then the pauses before the password is sent again grow.
    /// </summary>
    internal bool MayBeRejection { get; init; }

    /// <summary>Whether the list goes on after the error, unless the user stops.</summary>
    internal bool IsBesideItems { get; init; }

    /// <summary>A copy with another message, or with an answer that came before the failure.</summary>
    internal RfaException With(string message, object? response) => With(message, response, Resume, IsBesideItems);

    /// <summary>A copy with other advice.</summary>
    internal RfaException Advised(string action) => With(Message, Response, Resume, IsBesideItems, action);

    /// <summary>A copy for a list: with another message, and with the place where the list can go on.</summary>
    /// <param name="message">The text for people.</param>
    /// <param name="resume">The place where the list can go on.</param>
    /// <param name="isBesideItems">Whether the list goes on after the error, unless the user stops.</param>
    internal RfaException OfList(string message, object resume, bool isBesideItems) => With(message, Response, resume, isBesideItems);

    // A service's message may have no stop at its end, and more text follows it.
    internal static string Sentence(string message) => message.Length > 0 && message[message.Length - 1] is '.' or '!' or '?' ? message : message + ".";

    private RfaException With(string message, object? response, object? resume, bool isBesideItems, string? advice = null) => new(ErrorCode, message)
    {
        IsRetryable = IsRetryable,
        MayBeRejection = MayBeRejection,
        OutcomeUnknown = OutcomeUnknown,
        StatusCode = StatusCode,
        RetryAfter = RetryAfter,
        RecommendedAction = advice ?? RecommendedAction,
        Error = Error,
        Extensions = Extensions,
        Validation = Validation,
        BodyStart = BodyStart,
        Headers = Headers,
        AllHeaders = AllHeaders,
        MayHaveRun = MayHaveRun,
        ServiceWords = ServiceWords,
        Response = response,
        Resume = resume,
        SessionName = SessionName,
        IsBesideItems = isBesideItems,
    };
}
