using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>Section 5.8.1: an operation declares a variable once.</summary>
internal sealed class UniqueVariableNames(ValidationContext context) : ValidationRule(context)
{
    public override void EnterOperation(OperationDefinition operation)
    {
        foreach (var twice in Repetitions.Of(operation.Variables, variable => variable.Name))
            Report(twice.Location, $"The variable '${twice.Name}' is declared several times.");
    }
}
