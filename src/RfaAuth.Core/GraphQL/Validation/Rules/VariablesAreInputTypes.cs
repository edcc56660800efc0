using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>Section 5.8.2: a variable has an input type.</summary>
internal sealed class VariablesAreInputTypes(ValidationContext context) : ValidationRule(context)
{
    public override void EnterVariable(VariableDefinition variable)
    {
        if (Context.Schema.Find(variable.Type) is { IsInput: false })
            Report(variable.Location, $"The variable '${variable.Name}' cannot be of the type '{variable.Type}', which only answers have.");
    }
}
