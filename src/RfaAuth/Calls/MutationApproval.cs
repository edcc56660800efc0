using RfaAuth.Core.GraphQL;
using RfaAuth.Pipeline;

namespace RfaAuth.Calls;

/// <summary>Decides by -WhatIf and -Confirm whether an operation runs. A query changes nothing, so nobody is asked.</summary>
internal static class MutationApproval
{
    /// <returns>Whether to send the operation. Before that nothing may be sent for it, not even a sign-in.</returns>
    public static Task<bool> GetAsync(CmdletPipeline pipeline, RfaSession session, GraphQLRequest request)
    {
        if (!request.IsMutation)
            return Task.FromResult(true);
        var action = $"Run the {OperationSummary.Name(request)} in {session.Name}";
        var variables = OperationSummary.Variables(request, session.Connection.CreateRedactor(request));
        return pipeline.ShouldProcessAsync("The mutation", action + ".", variables.Length == 0 ? action + "." : $"{action} with {variables}.");
    }
}
