using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>
/// Section 5.2.1.1: the schema has a root type for the operation. A problem is a warning: the rule is from 2025, and graphql-js did not check it
/// at that time. The operation fails when it runs.
/// </summary>
internal sealed class KnownOperationTypes(ValidationContext context) : ValidationRule(context)
{
    public override void EnterOperation(OperationDefinition operation)
    {
        if (Context.Schema.Root(operation.Type) is null)
            Report(operation.Location, $"The schema has no {operation.Type.ToString().ToLowerInvariant()} type: the service cannot run it.", ProblemSeverity.Warning);
    }
}
