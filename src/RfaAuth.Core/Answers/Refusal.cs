namespace RfaAuth.Core.Answers;

/// <summary>Whether an answer refuses a request for now only, so that the same request may succeed later.</summary>
internal enum Refusal
{
    /// <summary>It does not: there is a result, or an error that stays.</summary>
    None,

    /// <summary>The service, or a gateway before it, is not available for now.</summary>
    Unavailable,

    /// <summary>There were too many requests, or the cost budget is spent.</summary>
    Rate,
}
