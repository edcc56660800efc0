using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Sandbox.Execution;

/// <summary>Walks over selection sets without a schema.</summary>
internal static class SelectionWalk
{
    /// <summary>All fragment spreads below a selection set, fragments not opened.</summary>
    public static IEnumerable<FragmentSpread> Spreads(SelectionSet set) => set.Selections.SelectMany(selection => selection switch
    {
        FragmentSpread spread => [spread],
        InlineFragment inline => Spreads(inline.SelectionSet),
        Field { SelectionSet: { } inner } => Spreads(inner),
        _ => Enumerable.Empty<FragmentSpread>(),
    });

    /// <summary>The names of the operation's root fields, fragments opened, in document order.</summary>
    public static IReadOnlyList<string> RootFields(Document document, OperationDefinition operation)
    {
        var names = new List<string>();
        AddFields(document, operation.SelectionSet, names, []);
        return names;
    }

    private static void AddFields(Document document, SelectionSet set, List<string> names, HashSet<string> opened)
    {
        foreach (var selection in set.Selections)
        {
            switch (selection)
            {
                case Field field:
                    names.Add(field.Name);
                    break;
                case InlineFragment inline:
                    AddFields(document, inline.SelectionSet, names, opened);
                    break;
                case FragmentSpread spread when opened.Add(spread.Name):
                    foreach (var fragment in document.Fragments.Where(f => f.Name == spread.Name))
                    {
                        AddFields(document, fragment.SelectionSet, names, opened);
                    }

                    break;
            }
        }
    }
}
