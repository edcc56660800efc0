using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>Section 5.8.4: an operation uses all variables that it declares.</summary>
internal sealed class NoUnusedVariables(ValidationContext context) : ValidationRule(context)
{
    public override void LeaveOperation(OperationDefinition operation)
    {
        if (operation.Variables.Count == 0)
            return;
        var used = new HashSet<string>(Context.Variables.Of(operation).Select(usage => usage.Variable.Name), StringComparer.Ordinal);
        foreach (var variable in operation.Variables)
        {
            if (!used.Contains(variable.Name))
                Report(variable.Location, $"The variable '${variable.Name}' is not used{(operation.Name is null ? "" : $" by the operation '{operation.Name}'")}.");
        }
    }
}
