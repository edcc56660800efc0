using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Sandbox.Execution;

/// <summary>
/// Collects the fields of selection sets by response key, fragments opened and equal keys merged
/// (GraphQL specification, section 6.3.2). The schemas have object types only, so a type condition is met by its own name alone.
/// </summary>
/// <param name="document">Where the fragments are.</param>
/// <param name="variables">The coerced variables that @skip and @include look at; null: both are ignored.</param>
internal sealed class FieldCollector(Document document, IReadOnlyDictionary<string, object?>? variables)
{
    private readonly Dictionary<string, FragmentDefinition> _fragments = document.Fragments.ToDictionary(f => f.Name);

    public OrderedDictionary<string, List<Field>> Collect(NamedSchemaType type, IEnumerable<SelectionSet> sets)
    {
        var fields = new OrderedDictionary<string, List<Field>>();
        var visited = new HashSet<string>();
        foreach (var set in sets)
        {
            Collect(type, set, fields, visited);
        }

        return fields;
    }

    private void Collect(
        NamedSchemaType type, SelectionSet set, OrderedDictionary<string, List<Field>> fields, HashSet<string> visited)
    {
        foreach (var selection in set.Selections.Where(IsIncluded))
        {
            switch (selection)
            {
                case Field field when fields.TryGetValue(field.ResponseKey, out var same):
                    same.Add(field);
                    break;
                case Field field:
                    fields.Add(field.ResponseKey, [field]);
                    break;
                case InlineFragment inline when inline.TypeCondition is null || inline.TypeCondition == type.Name:
                    Collect(type, inline.SelectionSet, fields, visited);
                    break;
                case FragmentSpread spread when visited.Add(spread.Name) && _fragments[spread.Name].TypeCondition == type.Name:
                    Collect(type, _fragments[spread.Name].SelectionSet, fields, visited);
                    break;
            }
        }
    }

    private bool IsIncluded(Selection selection) =>
        variables is null || selection.Directives.All(directive => directive.Name switch
        {
            "skip" => !Condition(directive),
            "include" => Condition(directive),
            _ => true,
        });

    private bool Condition(Directive directive) =>
        InputValues.FromLiteral(directive.Arguments.First(a => a.Name == "if").Value, variables!) is true;
}
