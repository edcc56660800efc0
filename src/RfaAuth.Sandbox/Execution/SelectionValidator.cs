using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Sandbox.Execution;

/// <summary>
/// The rules of validation of one operation's fields, arguments and directives (GraphQL specification, sections 5.3, 5.4, 5.7 and 5.8).
/// It walks the merged fields, so that each is looked at where it will be executed.
/// </summary>
internal sealed class SelectionValidator(Schema schema, Document document, OperationDefinition operation, List<ExecutionError> errors)
{
    private readonly FieldCollector _collector = new(document, variables: null);
    private readonly ArgumentValidator _arguments = new(schema, operation, errors);
    private readonly Dictionary<string, FragmentDefinition> _fragments = document.Fragments.ToDictionary(f => f.Name);

    public HashSet<string> UsedFragments { get; } = [];

    public IReadOnlySet<string> UsedVariables => _arguments.UsedVariables;

    public void Validate()
    {
        _arguments.CheckDirectives(operation.Directives);
        Check(schema.Root(operation.Type)!, [operation.SelectionSet]);
    }

    private void Check(ObjectType type, IReadOnlyList<SelectionSet> sets)
    {
        foreach (var set in sets)
        {
            CheckFragments(type, set, []);
        }

        foreach (var same in _collector.Collect(type, sets).Values)
        {
            CheckField(type, same);
        }
    }

    private void CheckField(ObjectType type, List<Field> same)
    {
        foreach (var field in same)
        {
            _arguments.CheckDirectives(field.Directives);
        }

        var first = same[0];
        if (first.Name == "__typename")
        {
            return;
        }

        if (!type.Fields.TryGetValue(first.Name, out var definition))
        {
            errors.Add(ExecutionError.Invalid($"The field `{first.Name}` does not exist on the type `{type}`.", first.Location) with
            {
                Extensions = new Dictionary<string, object?>
                {
                    ["type"] = type.Name,
                    ["field"] = first.Name,
                    ["responseName"] = first.ResponseKey,
                    ["specifiedBy"] = "https://spec.graphql.org/October2021/#sec-Field-Selections-on-Objects-Interfaces-and-Unions-Types",
                },
            });
            return;
        }

        foreach (var field in same)
        {
            _arguments.CheckField(type, definition, field);
            if (field.Name != first.Name || !ValueText.Equal(field.Arguments, first.Arguments))
            {
                errors.Add(ExecutionError.Invalid($"`{field.ResponseKey}` stands for different fields.", first.Location, field.Location));
            }
        }

        CheckSelections(definition, same);
    }

    private void CheckSelections(FieldDefinition definition, List<Field> same)
    {
        var inner = definition.Type.Innermost as ObjectType;
        foreach (var field in same.Where(f => (f.SelectionSet is null) != (inner is null)))
        {
            errors.Add(ExecutionError.Invalid(
                inner is null
                    ? $"`{field.Name}` is a `{definition.Type}`: it has no fields to select."
                    : $"`{field.Name}` is a `{definition.Type}`: its fields must be selected.",
                field.Location));
        }

        if (inner is not null)
        {
            Check(inner, same.Where(f => f.SelectionSet is not null).Select(f => f.SelectionSet!).ToList());
        }
    }

    private void CheckFragments(ObjectType type, SelectionSet set, HashSet<string> opened)
    {
        foreach (var selection in set.Selections)
        {
            switch (selection)
            {
                case InlineFragment inline:
                    _arguments.CheckDirectives(inline.Directives);
                    CheckCondition(type, inline.TypeCondition, inline.Location);
                    CheckFragments(type, inline.SelectionSet, opened);
                    break;
                case FragmentSpread spread:
                    _arguments.CheckDirectives(spread.Directives);
                    UsedFragments.Add(spread.Name);
                    if (opened.Add(spread.Name))
                    {
                        CheckCondition(type, _fragments[spread.Name].TypeCondition, spread.Location);
                        CheckFragments(type, _fragments[spread.Name].SelectionSet, opened);
                    }

                    break;
            }
        }
    }

    private void CheckCondition(ObjectType type, string? condition, SourceLocation location)
    {
        if (condition is not null && condition != type.Name)
        {
            errors.Add(ExecutionError.Invalid($"A fragment on `{condition}` cannot stand on the type `{type}`.", location));
        }
    }
}
