using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>A rule of graphql-js and not of the specification: it refuses introspection that repeatedly goes from types to fields to types.</summary>
internal sealed class MaxIntrospectionDepth(ValidationContext context) : ValidationRule(context)
{
    private const int MostLists = 3;

    // For each fragment the greatest number of lists around it with which it was found harmless.
    private readonly Dictionary<string, int> _checked = new(StringComparer.Ordinal);

    public override void EnterField(Field field)
    {
        if (field.Name is not ("__schema" or "__type") || !IsTooDeep(field))
            return;
        Report(field.Location, "The introspection goes too deep.");
        // The fragments on the way here were entered as harmless. Forget them.
        _checked.Clear();
    }

    // An explicit stack, because a chain of fragments can be as long as the document.
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
                // Remember the fragment before it is opened. This ends cycles.
                if (_checked.TryGetValue(name, out var earlier) && earlier >= lists)
                    return null;
                _checked[name] = lists;
                return Context.FindFragment(name)?.SelectionSet;
        }
    }
}
