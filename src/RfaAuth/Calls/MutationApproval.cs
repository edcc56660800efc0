using RfaAuth.Core.GraphQL;
using RfaAuth.Pipeline;

namespace RfaAuth.Calls;

/// <summary>Leaves it to -WhatIf and -Confirm whether an operation runs. A query changes nothing, so there is nothing to ask.</summary>
internal static class MutationApproval
{
    /// <returns>Whether to send the operation; until then nothing may be sent for it, a sign-in included.</returns>
    public static Task<bool> GetAsync(CmdletPipeline pipeline, RfaSession session, GraphQLRequest request)
    {
        if (!request.IsMutation)
            return Task.FromResult(true);
        var action = $"Run the {OperationSummary.Name(request)} in {session.Name}";
        var variables = OperationSummary.Variables(request, session.Connection.CreateRedactor(request));
        return pipeline.ShouldProcessAsync("The mutation", action + ".", variables.Length == 0 ? action + "." : $"{action} with {variables}.");
    }
}
