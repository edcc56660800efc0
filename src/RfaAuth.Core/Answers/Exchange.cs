using System;
using System.Collections.Generic;
using System.Linq;
using RfaAuth.Core.Errors;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Transport;

namespace RfaAuth.Core.Answers;

/// <summary>What came of sending an operation: a GraphQL answer, or the fault that stands in for one.</summary>
/// <param name="Http">The HTTP answer; null where none came.</param>
/// <param name="Response">The GraphQL answer; null where there was none.</param>
/// <param name="Fault">Why there is no GraphQL answer; null where there is one.</param>
/// <param name="Message">What a JSON answer that is no GraphQL answer says; null where it says nothing.</param>
internal sealed record Exchange(HttpAnswer? Http, GraphQLResponse? Response, RfaException? Fault, string? Message = null)
{
    /// <summary>
    /// The answer's errors as the service sent them, for what is decided by them. In <see cref="Response"/> secrets are hidden afterwards,
    /// and a password may be part of a code.
    /// </summary>
    public IReadOnlyList<GraphQLError> Errors { get; } = Response?.Errors ?? [];

    /// <summary>What the answer says of the token.</summary>
    public AuthFailure AuthFailure { get; } = Http is null
        // An answer that broke off has a status all the same.
        ? Fault?.StatusCode == 401 ? AuthFailure.Unauthorized : AuthFailure.None
        : AuthFailureClassifier.Classify(Http.StatusCode, string.Join(",", Http.Values("WWW-Authenticate")), Response?.Errors ?? PlainErrors(Http, Message));

    /// <summary>Whether the answer refuses for now only.</summary>
    public Refusal Refusal { get; } = Response is not null
        ? TransientRefusal.Of(Response.StatusCode, Response.Errors, Response.HasData)
        : Http is null ? Refusal.None : TransientRefusal.Of(Http);

    /// <summary>Whether the refusal is about too many log-ins: then other requests may go on.</summary>
    public bool IsOfLogIns { get; } = Response?.Errors.Any(TransientRefusal.IsOfLogIns) == true;

    /// <summary>Whether it is certain that the service saw nothing of the request.</summary>
    public bool IsUnsent => Fault is TransportException { IsUnsent: true };

    /// <summary>How long the service asks to wait; null where it asks for nothing or says it in no known way.</summary>
    public TimeSpan? RetryAfter => Response is null ? Fault?.RetryAfter ?? Http?.RetryAfter : Response.RetryAfter;

    // Laravel's {"message":"Unauthenticated."} with HTTP 200. Any other status speaks for itself.
    private static GraphQLError[]? PlainErrors(HttpAnswer http, string? message) =>
        message is not null && http.IsSuccess ? [new GraphQLError(message)] : null;
}
