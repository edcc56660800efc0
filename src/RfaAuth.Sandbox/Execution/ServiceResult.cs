namespace RfaAuth.Sandbox.Execution;

/// <summary>The result of an execution.</summary>
/// <param name="Data">The data; null: the root is null, or nothing was executed.</param>
/// <param name="WasExecuted">Whether the execution began. If not, the answer has no <c>data</c>.</param>
/// <param name="Errors">The errors in the order in which they happened.</param>
/// <param name="ResolvedFields">The number of resolved fields, from which the cost follows.</param>
internal sealed record ServiceResult(
    IReadOnlyDictionary<string, object?>? Data, bool WasExecuted, IReadOnlyList<ServiceError> Errors, int ResolvedFields)
{
    public static ServiceResult Failed(params IReadOnlyList<ServiceError> errors) => new(null, false, errors, 0);

    /// <summary>Whether any root field has a value.</summary>
    public bool HasAnyData => Data is not null && Data.Values.Any(value => value is not null);
}
