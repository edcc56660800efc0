using RfaAuth.Core.GraphQL;

namespace RfaAuth.Core.Answers;

/// <summary>
/// Decides whether an operation may be sent again after an answer that refuses the token. A query always; a mutation only if the
/// answer proves that nothing ran. The body decides, not the status: servers answer 401 with the data of the fields that ran.
/// <para>
/// A null for all of <c>data</c> proves nothing about the other fields: GraphQL.NET, graphql-jit, Grafast, graphql-ruby and others run
/// the fields behind a refused one that must not be null, and answer as if they had not. So each root field must have been refused by
/// an error of its own, or the request as a whole before GraphQL looked at its fields.
/// </para>
/// Pure.
/// </summary>
internal static class MutationGate
{
    /// <param name="request">The operation that was sent.</param>
    /// <param name="exchange">What came of it: an answer that refuses the token.</param>
    public static bool MayResend(GraphQLRequest request, Exchange exchange) =>
        !request.IsMutation
        || (exchange.Response is { } response
            ? MutationFields.Read(request, response, exchange.Errors, exchange.Http!.StatusCode).IsNothingRun
            // Without a GraphQL answer, HTTP 401 came before GraphQL.
            : exchange.Http is { StatusCode: 401, MayHoldData: false });
}
