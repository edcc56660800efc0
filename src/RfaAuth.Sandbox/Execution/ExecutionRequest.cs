using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Sandbox.Execution;

/// <summary>A validated operation with its coerced variables.</summary>
internal sealed record PreparedOperation(
    Schema Schema, Document Document, OperationDefinition Operation, IReadOnlyDictionary<string, object?> Variables);

/// <summary>What the executor asks its surroundings.</summary>
internal interface IExecutionObserver
{
    /// <summary>Handed to every resolver as <see cref="FieldContext.State"/>.</summary>
    object State { get; }

    /// <summary>Whether a field may be resolved: null, or the error that takes its place.</summary>
    /// <param name="definition">The field in the schema.</param>
    /// <param name="responseKey">Its key in the answer.</param>
    /// <param name="isRoot">Whether it is a field of the operation itself.</param>
    ExecutionError? Refuse(FieldDefinition definition, string responseKey, bool isRoot);

    /// <summary>Called when the resolver of a mutation's root field has done its work.</summary>
    void MutationExecuted(FieldDefinition definition, IReadOnlyDictionary<string, object?> arguments);
}

/// <summary>What an execution gave.</summary>
/// <param name="Data">The data; null where a null rose to the root, or nothing was executed.</param>
/// <param name="WasExecuted">Whether execution began: an answer to a request that did not has no <c>data</c>.</param>
/// <param name="Errors">The errors in the order in which they happened.</param>
/// <param name="ResolvedFields">How many fields of the service's own were resolved: what a query's cost is made of.</param>
internal sealed record ExecutionResult(
    OrderedDictionary<string, object?>? Data, bool WasExecuted, IReadOnlyList<ExecutionError> Errors, int ResolvedFields)
{
    public static ExecutionResult Failed(params IReadOnlyList<ExecutionError> errors) => new(null, false, errors, 0);

    /// <summary>Whether any root field has a value.</summary>
    public bool HasAnyData => Data is not null && Data.Values.Any(value => value is not null);
}
