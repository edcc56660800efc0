namespace RfaAuth.Core.GraphQL.Language;

/// <summary>
/// Finds the fields of selection sets, through their fragments (GraphQL specification, section 6.3.2, CollectFields).
/// All type conditions are assumed to be true.
/// </summary>
/// <param name="document">The document with the fragments.</param>
/// <param name="isLeftOut">Whether a selection is known to be left out; null: none is.</param>
internal sealed class FieldCollector(Document document, Func<Selection, bool>? isLeftOut = null)
{
    private readonly ILookup<string, FragmentDefinition> _fragments =
        document.Fragments.ToLookup(fragment => fragment.Name, StringComparer.Ordinal);

    /// <param name="sets">The sets, in order. If a field is selected at several places, their sets are merged.</param>
    public CollectedFields Collect(params IReadOnlyList<SelectionSet> sets)
    {
        var fields = new List<CollectedField>();
        var byKey = new Dictionary<string, CollectedField>(StringComparer.Ordinal);
        var visited = new HashSet<string>(StringComparer.Ordinal);
        var isComplete = true;

        // An explicit stack, because a chain of fragments can be as long as the document.
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
                // A fragment counts only at its first place. This also ends cycles.
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

        // Different fields under one key are invalid, and it is not known which one runs.
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
/// <param name="IsComplete">Whether all fields are known, in this order.</param>
internal sealed record CollectedFields(IReadOnlyList<CollectedField> Fields, bool IsComplete)
{
    /// <summary>The response key of the first field with a name in the schema; null if there is none.</summary>
    public string? KeyOf(string name) => Named(name)?.First.ResponseKey;

    public CollectedField? Named(string name) => Fields.FirstOrDefault(field => field.First.Name == name);
}

/// <param name="First">The field at its first place.</param>
internal sealed record CollectedField(Field First)
{
    /// <summary>The field at each of its places.</summary>
    public List<Field> Places { get; } = [];

    /// <summary>The selections of its value, at all places.</summary>
    public IReadOnlyList<SelectionSet> SelectionSets => [.. Places.Select(place => place.SelectionSet).OfType<SelectionSet>()];
}
