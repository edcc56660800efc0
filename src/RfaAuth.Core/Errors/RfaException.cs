using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.Errors;

/// <summary>
/// Every failure of this module. Scripts tell them apart by <see cref="ErrorCode"/>.
/// Made from an allow-list of facts: no request and no token hangs off it, of the headers a few that are named, and of a body no more than its start, secrets hidden.
/// </summary>
public class RfaException : Exception
{
    private static readonly Dictionary<string, object?> s_none = [];

    /// <param name="errorCode">One of <see cref="ErrorCodes"/>, or the code a service gave its GraphQL error.</param>
    /// <param name="message">The text for people, free of secrets; what could drive a terminal is made visible.</param>
    public RfaException(string errorCode, string message)
        : base(TerminalText.Neutralise(message)) => ErrorCode = errorCode;

    /// <summary>The stable code of the error.</summary>
    public string ErrorCode { get; }

    /// <summary>Whether the same call may succeed later without any change.</summary>
    public bool IsRetryable { get; init; }

    /// <summary>Whether the service may have carried the operation out although no answer came.</summary>
    public bool OutcomeUnknown { get; init; }

    /// <summary>The HTTP status, where an answer came.</summary>
    public int? StatusCode { get; init; }

    /// <summary>How long the service asked to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What the user can do about it; null where the code's usual advice fits.</summary>
    public string? RecommendedAction { get; init; }

    /// <summary>The whole answer, a <c>GraphQLResponse</c>, where there was one: its data is not lost when an error stops a script.</summary>
    public object? Response { get; init; }

    /// <summary>The <c>GraphQLError</c> this exception speaks of, where it speaks of one.</summary>
    public object? Error { get; init; }

    /// <summary>The <c>extensions</c> of the GraphQL error; empty where there are none.</summary>
    public IReadOnlyDictionary<string, object?> Extensions { get; init; } = s_none;

    /// <summary>The service's <c>validation</c>: the messages by input field; empty where there are none.</summary>
    public IReadOnlyDictionary<string, object?> Validation { get; init; } = s_none;

    /// <summary>
    /// The start of the answer's body where it is no GraphQL answer: secrets hidden, at most 2,000 characters. Null where there was no text, and
    /// for sign-ins and refreshes, whose answers may hold tokens.
    /// </summary>
    public string? BodyStart { get; init; }

    /// <summary>
    /// The answer's headers that help to find out what happened, by names in any case: request and correlation ids, rate limits, times. Empty where
    /// no answer came.
    /// </summary>
    public IReadOnlyDictionary<string, string[]> Headers { get; internal set; } = HeaderNames.NoHeaders;

    /// <summary>All of its headers but those that may hold a token, if the call asked for headers; null: no answer came, or nobody asked.</summary>
    internal IReadOnlyDictionary<string, string[]>? AllHeaders { get; init; }

    /// <summary>Whether it is an error of a mutation's answer, and a part of the mutation may have run.</summary>
    internal bool MayHaveRun { get; init; }

    /// <summary>Under which id the service, or what stands before it, has the request in its logs; null where it says none.</summary>
    public string? RequestId => HeaderNames.RequestIdIn(Headers);

    /// <summary>What such an answer says to people; it is in the message as well.</summary>
    internal string? ServiceWords { get; init; }

    /// <summary>
    /// Where to go on, a <c>ResumePoint</c>, where a list broke off after some of its pages. An error beside a page's items has it as well:
    /// under -ErrorAction Stop it is the end. Null elsewhere.
    /// </summary>
    public object? Resume { get; init; }

    /// <summary>The name of the session it happened in; null where it belongs to none.</summary>
    public string? SessionName { get; internal set; }

    /// <summary>
    /// Whether a failed sign-in may have been a refusal in words that nobody knows: then the password is sent again ever more rarely.
    /// </summary>
    internal bool MayBeRejection { get; init; }

    /// <summary>Whether a list goes on behind the error, unless the user stops at it.</summary>
    internal bool IsBesideItems { get; init; }

    /// <summary>The same failure in other words, or with an answer that came before it.</summary>
    internal RfaException With(string message, object? response) => With(message, response, Resume, IsBesideItems);

    /// <summary>The same failure with other advice.</summary>
    internal RfaException Advised(string action) => With(Message, Response, Resume, IsBesideItems, action);

    /// <summary>The same failure of a list: in other words, with the place where to go on.</summary>
    /// <param name="message">The text for people.</param>
    /// <param name="resume">Where to go on.</param>
    /// <param name="isBesideItems">Whether the list goes on behind the error, unless the user stops at it.</param>
    internal RfaException OfList(string message, object resume, bool isBesideItems) => With(message, Response, resume, isBesideItems);

    // A service's message may end as it likes, and more is to follow.
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
