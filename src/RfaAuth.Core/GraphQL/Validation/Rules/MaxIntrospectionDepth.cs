using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>Not of the specification: graphql-js refuses introspection that goes from types to fields to types again and again.</summary>
internal sealed class MaxIntrospectionDepth(ValidationContext context) : ValidationRule(context)
{
    private const int MostLists = 3;

    // For each fragment how many lists stand around the deepest place from which it was found harmless.
    private readonly Dictionary<string, int> _checked = new(StringComparer.Ordinal);

    public override void EnterField(Field field)
    {
        if (field.Name is not ("__schema" or "__type") || !IsTooDeep(field))
            return;
        Report(field.Location, "The introspection goes too deep.");
        // What led there was not found harmless.
        _checked.Clear();
    }

    // A list of its own in place of the stack: a chain of fragments is as long as the document.
    private bool IsTooDeep(Selection start)
    {
        var pending = new Stack<(Selection Selection, int Lists)>();
        pending.Push((start, 0));
        while (pending.Count > 0)
        {
            var (selection, lists) = pending.Pop();
            Context.Spend(1);
            if (selection is Field { Name: "fields" or "interfaces" or "possibleTypes" or "inputFields" } && ++lists >= MostLists)
                return true;
            foreach (var inner in SetOf(selection, lists)?.Selections ?? [])
                pending.Push((inner, lists));
        }

        return false;
    }

    private SelectionSet? SetOf(Selection selection, int lists)
    {
        switch (selection)
        {
            case Field field:
                return field.SelectionSet;
            case InlineFragment inline:
                return inline.SelectionSet;
            default:
                var name = ((FragmentSpread)selection).Name;
                // Noted before it is opened: that ends a cycle.
                if (_checked.TryGetValue(name, out var earlier) && earlier >= lists)
                    return null;
                _checked[name] = lists;
                return Context.FindFragment(name)?.SelectionSet;
        }
    }
}
