using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>
/// Finds the parts of a document that have a paged field at any depth. With fragments the tree of an operation can be
/// far larger than its document, and only these parts need to be searched.
/// </summary>
internal sealed class PagedSelections
{
    private readonly Func<Field, bool> _isPaged;
    private readonly Dictionary<SelectionSet, bool> _known = [];
    private readonly HashSet<string> _fragments;

    public PagedSelections(Document document, Func<Field, bool> isPaged)
    {
        _isPaged = isPaged;
        _fragments = FragmentsThatLead(document);
    }

    /// <summary>Whether the set has a paged field at any depth.</summary>
    public bool Leads(SelectionSet set)
    {
        if (!_known.TryGetValue(set, out var leads))
            _known[set] = leads = set.Selections.Any(Leads);
        return leads;
    }

    // The parser limits the depth of braces. Fragments are not followed here.
    private bool Leads(Selection selection) => selection switch
    {
        Field field => _isPaged(field) || (field.SelectionSet is { } set && Leads(set)),
        InlineFragment inline => Leads(inline.SelectionSet),
        FragmentSpread spread => _fragments.Contains(spread.Name),
        _ => false,
    };

    /// <summary>The fragments with a paged field, then those that spread such a fragment, and so on.</summary>
    private HashSet<string> FragmentsThatLead(Document document)
    {
        var spreaders = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var pending = new Queue<string>();
        foreach (var fragment in document.Fragments)
        {
            foreach (var selection in All(fragment.SelectionSet))
            {
                if (selection is Field field && _isPaged(field))
                    pending.Enqueue(fragment.Name);
                else if (selection is FragmentSpread spread && spreaders.TryGetValue(spread.Name, out var names))
                    names.Add(fragment.Name);
                else if (selection is FragmentSpread first)
                    spreaders.Add(first.Name, [fragment.Name]);
            }
        }

        var result = new HashSet<string>(StringComparer.Ordinal);
        while (pending.Count > 0)
        {
            var name = pending.Dequeue();
            if (result.Add(name) && spreaders.TryGetValue(name, out var names))
                names.ForEach(pending.Enqueue);
        }

        return result;
    }

    private static IEnumerable<Selection> All(SelectionSet set)
    {
        var pending = new Stack<SelectionSet>([set]);
        while (pending.Count > 0)
        {
            foreach (var selection in pending.Pop().Selections)
            {
                yield return selection;
                if (selection is Field { SelectionSet: { } below })
                    pending.Push(below);
                else if (selection is InlineFragment inline)
                    pending.Push(inline.SelectionSet);
            }
        }
    }
}
