using RfaAuth.Core.GraphQL;

namespace RfaAuth.Core.Answers;

/// <summary>
/// Tells whether a failed mutation could do something twice if the user runs it again. A field that failed with an error of its own is taken to
/// have done nothing. Pure.
/// </summary>
internal static class RepeatRisk
{
    /// <param name="request">The mutation.</param>
    /// <param name="error">The error with which it ended.</param>
    public static bool Of(GraphQLRequest request, RfaException error)
    {
        if (!request.IsMutation)
            return false;
        if (error.OutcomeUnknown)
            return true;
        // Without a GraphQL answer, the mutation was refused or not sent. OutcomeUnknown was handled above.
        if (error.Response is not GraphQLResponse response || (error.Error is not null && !error.MayHaveRun))
            return false;
        var fields = MutationFields.Read(request, response, response.Errors, error.StatusCode ?? 200);
        if (response.HasData || fields.HaveRun.Count > 0)
            return true;
        // A request error (GraphQL specification, section 7.1): nothing ran.
        if (!response.IsDataPresent && response.Errors.All(one => one.Path is null or { Count: 0 }))
            return false;
        var isOne = fields.Refused.Count + fields.MayHaveRun.Count <= 1;
        return !isOne && (!fields.IsClear || fields.MayHaveRun.Except(fields.Failed).Any());
    }
}
