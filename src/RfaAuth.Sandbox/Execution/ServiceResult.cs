namespace RfaAuth.Sandbox.Execution;

/// <summary>What an execution gave.</summary>
/// <param name="Data">The data; null where a null rose to the root, or nothing was executed.</param>
/// <param name="WasExecuted">Whether execution began: an answer to a request that did not has no <c>data</c>.</param>
/// <param name="Errors">The errors in the order in which they happened.</param>
/// <param name="ResolvedFields">How many fields of the service's own were resolved: what a query's cost is made of.</param>
internal sealed record ServiceResult(
    IReadOnlyDictionary<string, object?>? Data, bool WasExecuted, IReadOnlyList<ServiceError> Errors, int ResolvedFields)
{
    public static ServiceResult Failed(params IReadOnlyList<ServiceError> errors) => new(null, false, errors, 0);

    /// <summary>Whether any root field has a value.</summary>
    public bool HasAnyData => Data is not null && Data.Values.Any(value => value is not null);
}
