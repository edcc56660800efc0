namespace RfaAuth.Commands;

/// <summary>Checks the parameters of a batch. Pure.</summary>
internal static class BatchParameters
{
    private static readonly string[] s_needInputs =
        [nameof(InvokeRfaGraphQLCommand.IncludeInput), nameof(InvokeRfaGraphQLCommand.FailedItem), nameof(InvokeRfaGraphQLCommand.FailedVariable)];

    /// <summary>Refuses parameters that do not go together.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="hasInputs">Whether there are inputs.</param>
    /// <exception cref="RfaException">ParameterConflict.</exception>
    public static void Check(InvokeRfaGraphQLCommand cmdlet, bool hasInputs)
    {
        if (!hasInputs && s_needInputs.FirstOrDefault(cmdlet.MyInvocation.BoundParameters.ContainsKey) is { } name)
            throw new RfaException(ErrorCodes.ParameterConflict, $"-{name} is for inputs, and there are none: pipe objects to the command, or leave it out.");
        if (cmdlet is { IncludeInput.IsPresent: true, FullResponse.IsPresent: true })
            throw new RfaException(ErrorCodes.ParameterConflict, "-IncludeInput and -FullResponse are two objects for one answer: leave one out. The whole answer has its input as InputObject.");
    }
}
