using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>
/// Section 5.2.1.1: the schema has the kind of operation. A warning: the rule is of 2025, and what graphql-js of that time checks when
/// it validates does not have it; the operation fails when it is run.
/// </summary>
internal sealed class KnownOperationTypes(ValidationContext context) : ValidationRule(context)
{
    public override void EnterOperation(OperationDefinition operation)
    {
        if (Context.Schema.Root(operation.Type) is null)
            Report(operation.Location, $"The schema has no {operation.Type.ToString().ToLowerInvariant()} type: the service cannot run it.", ProblemSeverity.Warning);
    }
}
