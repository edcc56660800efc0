using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>Section 5.8.3: an operation declares all variables that it uses.</summary>
internal sealed class NoUndefinedVariables(ValidationContext context) : ValidationRule(context)
{
    public override void LeaveOperation(OperationDefinition operation)
    {
        var declared = new HashSet<string>(operation.Variables.Select(variable => variable.Name), StringComparer.Ordinal);
        foreach (var usage in Context.Variables.Of(operation))
        {
            if (!declared.Contains(usage.Variable.Name))
            {
                var by = operation.Name is null ? "by the operation" : $"by the operation '{operation.Name}'";
                Report(usage.Variable.Location, $"The variable '${usage.Variable.Name}' is not declared {by}.{ValidationContext.DidYouMean(usage.Variable.Name, operation.Variables.Select(variable => variable.Name))}");
            }
        }
    }
}
