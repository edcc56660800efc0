using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>Section 5.8.5: a variable's type is allowed at the places where the variable is used.</summary>
internal sealed class VariablesInAllowedPosition(ValidationContext context) : ValidationRule(context)
{
    public override void LeaveOperation(OperationDefinition operation)
    {
        if (operation.Variables.Count == 0)
            return;
        var declared = new Dictionary<string, VariableDefinition>(StringComparer.Ordinal);
        foreach (var variable in operation.Variables)
            declared[variable.Name] = variable;
        foreach (var usage in Context.Variables.Of(operation))
        {
            if (declared.TryGetValue(usage.Variable.Name, out var variable) && Context.Schema.Find(variable.Type) is not null)
                Check(variable, usage);
        }
    }

    private void Check(VariableDefinition variable, VariableUsage usage)
    {
        var (type, hasDefault, parent, isParentNullable) = usage.Position;
        if (type is null)
            return;
        if (!IsAllowed(variable, type, hasDefault))
            Report(usage.Variable.Location, $"The variable '${variable.Name}' of the type '{variable.Type}' cannot be used where '{type}' is needed.");
        if (parent is { IsOneOf: true } && variable.Type is not NonNullType)
        {
            // graphql-js 16 checks this only where the object itself may be null. The specification has no such condition.
            Report(
                usage.Variable.Location,
                $"The variable '${variable.Name}' must be of the type '{variable.Type}!': it is the one field of the input '{parent.Name}', which cannot be null.",
                isParentNullable ? ProblemSeverity.Error : ProblemSeverity.Warning);
        }
    }

    private static bool IsAllowed(VariableDefinition variable, TypeReference type, bool hasDefault)
    {
        if (type is not NonNullType nonNull || variable.Type is NonNullType)
            return IsSubtype(variable.Type, type);
        // Null cannot come if there is a default.
        return (hasDefault || variable.DefaultValue is not (null or NullValue)) && IsSubtype(variable.Type, nonNull.Type);
    }

    private static bool IsSubtype(TypeReference type, TypeReference of) => (type, of) switch
    {
        (NonNullType left, NonNullType right) => IsSubtype(left.Type, right.Type),
        (NonNullType left, _) => IsSubtype(left.Type, of),
        (_, NonNullType) => false,
        (ListType left, ListType right) => IsSubtype(left.ItemType, right.ItemType),
        (NamedType left, NamedType right) => left.Name == right.Name,
        _ => false,
    };
}
