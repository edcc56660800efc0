namespace RfaAuth.Core.GraphQL.Language;

/// <summary>
/// Finds the fields of selection sets, through their fragments (GraphQL specification, section 6.3.2, CollectFields).
/// Type conditions are taken to hold.
/// </summary>
/// <param name="document">Where the fragments stand.</param>
/// <param name="isLeftOut">Whether a selection is known to be left out; null: none is.</param>
internal sealed class FieldCollector(Document document, Func<Selection, bool>? isLeftOut = null)
{
    private readonly ILookup<string, FragmentDefinition> _fragments =
        document.Fragments.ToLookup(fragment => fragment.Name, StringComparer.Ordinal);

    /// <param name="sets">The sets, in order: those of all the places where one field is selected are merged.</param>
    public CollectedFields Collect(params IReadOnlyList<SelectionSet> sets)
    {
        var fields = new List<CollectedField>();
        var byKey = new Dictionary<string, CollectedField>(StringComparer.Ordinal);
        var visited = new HashSet<string>(StringComparer.Ordinal);
        var isComplete = true;

        // A stack of its own, because a chain of fragments is as long as the document.
        var pending = new Stack<Selection>();
        for (var index = sets.Count - 1; index >= 0; index--)
            Push(sets[index]);
        while (pending.Count > 0)
        {
            var selection = pending.Pop();
            if (isLeftOut?.Invoke(selection) == true)
                continue;
            switch (selection)
            {
                case Field field:
                    isComplete &= Add(field);
                    break;
                case InlineFragment inline:
                    Push(inline.SelectionSet);
                    break;
                // A fragment counts once, at its first place: that also ends a cycle.
                case FragmentSpread spread when visited.Add(spread.Name):
                    var found = _fragments[spread.Name].ToList();
                    isComplete &= found.Count == 1;
                    foreach (var fragment in found)
                        Push(fragment.SelectionSet);
                    break;
            }
        }

        return new CollectedFields(fields, isComplete);

        void Push(SelectionSet set)
        {
            for (var index = set.Selections.Count - 1; index >= 0; index--)
                pending.Push(set.Selections[index]);
        }

        // Two fields under one key are no valid document: which of them runs is not known.
        bool Add(Field field)
        {
            if (!byKey.TryGetValue(field.ResponseKey, out var collected))
            {
                collected = new CollectedField(field);
                byKey.Add(field.ResponseKey, collected);
                fields.Add(collected);
            }

            collected.Places.Add(field);
            return collected.First.Name == field.Name;
        }
    }
}

/// <param name="Fields">The fields, one for each response key, in the order in which a service executes them.</param>
/// <param name="IsComplete">Whether these are known to be all of them, in this order.</param>
internal sealed record CollectedFields(IReadOnlyList<CollectedField> Fields, bool IsComplete)
{
    /// <summary>The response key of the first field of a name in the schema; null where there is none.</summary>
    public string? KeyOf(string name) => Named(name)?.First.ResponseKey;

    public CollectedField? Named(string name) => Fields.FirstOrDefault(field => field.First.Name == name);
}

/// <param name="First">The field at its first place.</param>
internal sealed record CollectedField(Field First)
{
    /// <summary>The field at each place where it is selected.</summary>
    public List<Field> Places { get; } = [];

    /// <summary>What is selected of its value, at all of its places.</summary>
    public IReadOnlyList<SelectionSet> SelectionSets => [.. Places.Select(place => place.SelectionSet).OfType<SelectionSet>()];
}
