using RfaAuth.Core.GraphQL;

namespace RfaAuth.Core.Answers;

/// <summary>
/// Tells whether running a failed mutation again, as its user may later, could do once more what has been done. A field that failed by an error of
/// its own has, by the service's word, done nothing. Pure.
/// </summary>
internal static class RepeatRisk
{
    /// <param name="request">The mutation.</param>
    /// <param name="error">What it ended in.</param>
    public static bool Of(GraphQLRequest request, RfaException error)
    {
        if (!request.IsMutation)
            return false;
        if (error.OutcomeUnknown)
            return true;
        // Without a GraphQL answer it was refused or not sent: what may have run is OutcomeUnknown.
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
