using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>Section 5.2.2.1: an operation's name occurs once.</summary>
internal sealed class UniqueOperationNames(ValidationContext context) : ValidationRule(context)
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public override void EnterOperation(OperationDefinition operation)
    {
        if (operation.Name is { } name && !_names.Add(name))
            Report(operation.Location, $"There are several operations named '{name}'.");
    }
}
