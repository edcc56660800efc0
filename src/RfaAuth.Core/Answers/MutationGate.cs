using RfaAuth.Core.GraphQL;

namespace RfaAuth.Core.Answers;

/// <summary>
/// Decides whether an operation may be sent again after an answer that refuses the token. A query always may. A mutation may only if the
/// answer proves that nothing ran. The body decides and not the status: servers answer 401 with the data of the fields that ran.
/// <para>
/// A null for all of <c>data</c> proves nothing about the other fields. GraphQL.NET, graphql-jit, Grafast, graphql-ruby and others go on with
/// the next fields after they refused a non-null field, and their answer does not show it. So each root field must have been refused by
/// its own error, or the request must have been refused before GraphQL looked at its fields.
/// </para>
/// Pure.
/// </summary>
internal static class MutationGate
{
    /// <param name="request">The operation that was sent.</param>
    /// <param name="exchange">Its outcome: an answer that refuses the token.</param>
    public static bool MayResend(GraphQLRequest request, Exchange exchange) =>
        !request.IsMutation
        || (exchange.Response is { } response
            ? MutationFields.Read(request, response, exchange.Errors, exchange.Http!.StatusCode).IsNothingRun
            // HTTP 401 without a GraphQL answer was sent before GraphQL began.
            : exchange.Http is { StatusCode: 401, MayHoldData: false });
}
