using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>Section 5.2.3.1: an operation without a name is the only one.</summary>
internal sealed class LoneAnonymousOperation(ValidationContext context) : ValidationRule(context)
{
    public override void EnterOperation(OperationDefinition operation)
    {
        if (operation.Name is null && Context.Document.Operations.Count > 1)
            Report(operation.Location, "An operation without a name must be the only one of its document.");
    }
}
