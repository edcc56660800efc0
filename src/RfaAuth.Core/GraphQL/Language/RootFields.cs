using System;
using System.Collections.Generic;
using System.Linq;

namespace RfaAuth.Core.GraphQL.Language;

/// <summary>
/// Finds what an operation selects at the root (GraphQL specification, section 6.3.2, CollectFields, without variables).
/// Type conditions are taken to hold: the root type is an object type, so in a valid document every fragment there applies.
/// </summary>
internal static class RootFields
{
    public static RootFieldList Collect(OperationDefinition operation, Document document)
    {
        var fragments = document.Fragments.ToLookup(fragment => fragment.Name, StringComparer.Ordinal);
        var fields = new List<Occurrences>();
        var byKey = new Dictionary<string, Occurrences>(StringComparer.Ordinal);
        var visited = new HashSet<string>(StringComparer.Ordinal);
        var isComplete = true;

        // A stack of its own, because a chain of fragments is as long as the document.
        var pending = new Stack<(Selection Selection, bool IsConditional)>();
        Push(operation.SelectionSet, isConditional: false);
        while (pending.Count > 0)
        {
            var (selection, isInsideConditional) = pending.Pop();
            var isConditional = isInsideConditional || selection.Directives.Count > 0;
            switch (selection)
            {
                case Field field:
                    isComplete &= Add(field, isConditional);
                    break;
                case InlineFragment inline:
                    Push(inline.SelectionSet, isConditional);
                    break;
                // A fragment counts once, at its first place: that also ends a cycle.
                case FragmentSpread spread when visited.Add(spread.Name):
                    var found = fragments[spread.Name].ToList();
                    isComplete &= found.Count == 1;
                    foreach (var fragment in found)
                        Push(fragment.SelectionSet, isConditional || fragment.Directives.Count > 0);
                    break;
            }
        }

        return new RootFieldList([.. fields.Select(field => field.ToRootField())], isComplete);

        void Push(SelectionSet set, bool isConditional)
        {
            for (var index = set.Selections.Count - 1; index >= 0; index--)
                pending.Push((set.Selections[index], isConditional));
        }

        // Two fields under one key are no valid document: which of them runs is not known.
        bool Add(Field field, bool isConditional)
        {
            if (!byKey.TryGetValue(field.ResponseKey, out var occurrences))
            {
                occurrences = new Occurrences(field, isConditional);
                byKey.Add(field.ResponseKey, occurrences);
                fields.Add(occurrences);
            }

            occurrences.Locations.Add(field.Location);
            return occurrences.First.Name == field.Name;
        }
    }

    private sealed record Occurrences(Field First, bool IsConditional)
    {
        public List<SourceLocation> Locations { get; } = [];

        public RootField ToRootField() => new(First.ResponseKey, First.Name, Locations, IsConditional);
    }
}
