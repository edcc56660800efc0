namespace RfaAuth.Core.GraphQL.Language;

/// <summary>Finds out which selections @skip and @include leave out with given variables (GraphQL specification, section 3.13).</summary>
internal sealed class SelectionConditions(OperationDefinition operation, IReadOnlyDictionary<string, object?>? variables)
{
    /// <summary>Whether it is certain that the selection is left out.</summary>
    public bool IsLeftOut(Selection selection) => selection.Directives.Any(IsLeavingOut);

    private bool IsLeavingOut(Directive directive) => directive.Name switch
    {
        "skip" => Condition(directive) == true,
        "include" => Condition(directive) == false,
        _ => false,
    };

    // Null: not known.
    private bool? Condition(Directive directive)
    {
        var conditions = directive.Arguments.Where(argument => argument.Name == "if").ToList();
        if (conditions.Count != 1)
            return null;
        return conditions[0].Value switch
        {
            BooleanValue literal => literal.IsTrue,
            Variable variable => ValueOf(variable.Name),
            _ => null,
        };
    }

    private bool? ValueOf(string variable)
    {
        if (variables is not null && variables.TryGetValue(variable, out var given))
            return given as bool?;
        var declared = operation.Variables.FirstOrDefault(candidate => string.Equals(candidate.Name, variable, StringComparison.Ordinal));
        return declared?.DefaultValue is BooleanValue literal ? literal.IsTrue : null;
    }
}
