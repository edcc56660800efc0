using System.Text.Json;
using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Sandbox.Execution;

/// <summary>Takes a request's document and variables to an operation that can run, or to the errors that say why not.</summary>
internal static class OperationPreparer
{
    public static PreparedOperation? Prepare(
        Schema schema, Document document, string? operationName, JsonElement variables, out IReadOnlyList<ExecutionError> errors)
    {
        errors = DocumentValidator.Validate(schema, document);
        if (errors.Count > 0)
        {
            return null;
        }

        if (Choose(document, operationName) is not { } operation)
        {
            errors = [ExecutionError.Invalid(operationName is null
                ? "The document has several operations: an operation name is needed."
                : $"The document has no operation `{operationName}`.")];
            return null;
        }

        var problems = new List<ExecutionError>();
        var coerced = VariableCoercion.Coerce(schema, operation, variables, problems);
        errors = problems;
        return problems.Count > 0 ? null : new PreparedOperation(schema, document, operation, coerced);
    }

    /// <summary>The operation asked for (section 6.1); null where the choice is not clear.</summary>
    public static OperationDefinition? Choose(Document document, string? operationName) =>
        operationName is null
            ? document.Operations.Count == 1 ? document.Operations[0] : null
            : document.Operations.FirstOrDefault(operation => operation.Name == operationName);
}
