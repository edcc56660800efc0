using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Sandbox.Execution;

/// <summary>
/// The rules of validation (GraphQL specification, section 5) that concern the document as a whole;
/// <see cref="SelectionValidator"/> has those of the fields.
/// </summary>
internal static class DocumentValidator
{
    private static readonly Dictionary<string, object?> s_noVariables = [];

    public static IReadOnlyList<ExecutionError> Validate(Schema schema, Document document)
    {
        var errors = new List<ExecutionError>();
        CheckOperations(schema, document, errors);
        CheckFragments(document, errors);
        if (errors.Count > 0)
        {
            // Fields are looked at only where every fragment can be opened.
            return errors;
        }

        var usedFragments = new HashSet<string>();
        foreach (var operation in document.Operations)
        {
            CheckVariableTypes(schema, operation, errors);
            var validator = new SelectionValidator(schema, document, operation, errors);
            validator.Validate();
            usedFragments.UnionWith(validator.UsedFragments);
            errors.AddRange(operation.Variables
                .Where(variable => !validator.UsedVariables.Contains(variable.Name))
                .Select(variable => ExecutionError.Invalid($"The variable `${variable.Name}` is never used.", variable.Location)));
        }

        errors.AddRange(document.Fragments
            .Where(fragment => !usedFragments.Contains(fragment.Name))
            .Select(fragment => ExecutionError.Invalid($"The fragment `{fragment.Name}` is never used.", fragment.Location)));
        return errors;
    }

    private static void CheckOperations(Schema schema, Document document, List<ExecutionError> errors)
    {
        if (document.Operations.Count == 0)
        {
            errors.Add(ExecutionError.Invalid("The document has no operation."));
        }

        if (document.Operations.Count > 1)
        {
            errors.AddRange(document.Operations
                .Where(operation => operation.Name is null)
                .Select(operation => ExecutionError.Invalid("An operation without a name must be the only one.", operation.Location)));
        }

        errors.AddRange(Duplicates(document.Operations.Where(o => o.Name is not null), o => o.Name!)
            .Select(operation => ExecutionError.Invalid($"There are several operations `{operation.Name}`.", operation.Location)));
        errors.AddRange(document.Operations
            .Where(operation => schema.Root(operation.Type) is null)
            .Select(operation => ExecutionError.Invalid("The service has no subscriptions.", operation.Location)));
    }

    private static void CheckFragments(Document document, List<ExecutionError> errors)
    {
        errors.AddRange(Duplicates(document.Fragments, f => f.Name)
            .Select(fragment => ExecutionError.Invalid($"There are several fragments `{fragment.Name}`.", fragment.Location)));
        var spreads = document.Fragments
            .DistinctBy(f => f.Name)
            .ToDictionary(f => f.Name, f => SelectionWalk.Spreads(f.SelectionSet).Select(s => s.Name).ToHashSet());
        var sets = document.Operations.Select(o => o.SelectionSet).Concat(document.Fragments.Select(f => f.SelectionSet));
        errors.AddRange(sets.SelectMany(SelectionWalk.Spreads)
            .Where(spread => !spreads.ContainsKey(spread.Name))
            .Select(spread => ExecutionError.Invalid($"There is no fragment `{spread.Name}`.", spread.Location)));
        errors.AddRange(document.Fragments
            .Where(fragment => Reaches(spreads, fragment.Name, fragment.Name, []))
            .Select(fragment => ExecutionError.Invalid($"The fragment `{fragment.Name}` contains itself.", fragment.Location)));
    }

    private static bool Reaches(Dictionary<string, HashSet<string>> spreads, string from, string target, HashSet<string> seen) =>
        spreads.TryGetValue(from, out var next)
        && next.Any(name => name == target || (seen.Add(name) && Reaches(spreads, name, target, seen)));

    private static void CheckVariableTypes(Schema schema, OperationDefinition operation, List<ExecutionError> errors)
    {
        errors.AddRange(Duplicates(operation.Variables, v => v.Name)
            .Select(variable => ExecutionError.Invalid($"The variable `${variable.Name}` is declared twice.", variable.Location)));
        foreach (var variable in operation.Variables)
        {
            if (schema.InputType(variable.Type) is not { } type)
            {
                errors.Add(ExecutionError.Invalid($"`{variable.Type}` is no input type of this service.", variable.Location));
            }
            else if (variable.DefaultValue is not null
                && InputCoercion.Coerce(type, InputValues.FromLiteral(variable.DefaultValue, s_noVariables), false, out _) is { } problem)
            {
                errors.Add(ExecutionError.Invalid($"The default of `${variable.Name}` does not fit: {problem}.", variable.Location));
            }
        }
    }

    private static IEnumerable<T> Duplicates<T>(IEnumerable<T> items, Func<T, string> name) =>
        items.GroupBy(name).SelectMany(group => group.Skip(1));
}
