namespace RfaAuth.Core.Answers;

/// <summary>Whether an answer refuses a request only for now, so that the same request may succeed later.</summary>
internal enum Refusal
{
    /// <summary>No: there is a result, or a permanent error.</summary>
    None,

    /// <summary>The service, or a gateway in front of it, is not available for now.</summary>
    Unavailable,

    /// <summary>There were too many requests, or the cost budget is spent.</summary>
    Rate,
}
