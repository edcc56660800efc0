using System;
using System.Collections.Generic;
using System.Linq;
using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>
/// Section 5.3.2: what stands under one response key is one value. Fields are not compared pair by pair, which grows with their square:
/// those of one key are put together with all that is selected of them, and each is held against the first. Two things are looked at:
/// that all have a value of one shape, and that those which one object can have are the same field with the same arguments.
/// </summary>
internal sealed class OverlappingFieldsCanBeMerged(ValidationContext context) : ValidationRule(context)
{
    [Flags]
    private enum Question
    {
        Shape = 1,
        SameField = 2,
        Both = Shape | SameField,
    }

    // A list of its own in place of the stack: through fragments, fields nest as deep as the document is long.
    private readonly Stack<(List<SelectionSet> Sets, Question Question)> _pending = new();

    // What was looked at: a single selection set, or several together.
    private readonly Dictionary<object, Question> _single = new(ReferenceComparer.Instance);
    private readonly Dictionary<string, Question> _several = new(StringComparer.Ordinal);
    private readonly Dictionary<object, int> _numbers = new(ReferenceComparer.Instance);

    // A selection set stands at one place, so it selects of one type.
    private readonly Dictionary<object, SchemaType?> _parents = new(ReferenceComparer.Instance);
    private readonly Dictionary<object, string> _arguments = new(ReferenceComparer.Instance);
    private readonly HashSet<object> _spread = new(ReferenceComparer.Instance);
    private readonly HashSet<object> _reported = new(ReferenceComparer.Instance);

    public override void EnterOperation(OperationDefinition operation) => Check(operation.SelectionSet, Context.Schema.Root(operation.Type));

    // The operations come before: what one of them spreads was looked at there, together with what stands around it.
    public override void EnterFragment(FragmentDefinition fragment)
    {
        if (!_spread.Contains(fragment.SelectionSet))
            Check(fragment.SelectionSet, Context.Schema.Find(fragment.TypeCondition));
    }

    private void Check(SelectionSet set, SchemaType? type)
    {
        _parents[set] = type;
        Add([set], Question.Both);
        while (_pending.Count > 0)
        {
            var (sets, question) = _pending.Pop();
            foreach (var fields in Collect(sets))
                Check(fields, question);
        }
    }

    /// <summary>The fields of selection sets by response key, through their fragments.</summary>
    private Dictionary<string, List<Place>>.ValueCollection Collect(List<SelectionSet> sets)
    {
        var byKey = new Dictionary<string, List<Place>>(StringComparer.Ordinal);
        HashSet<string>? visited = null;
        var pending = new Stack<(SelectionSet Set, SchemaType? Parent)>();
        for (var index = sets.Count - 1; index >= 0; index--)
            pending.Push((sets[index], _parents[sets[index]]));
        while (pending.Count > 0)
        {
            var (set, parent) = pending.Pop();
            Context.Spend(set.Selections.Count);
            foreach (var selection in set.Selections)
            {
                switch (selection)
                {
                    case Field field:
                        if (!byKey.TryGetValue(field.ResponseKey, out var places))
                            byKey.Add(field.ResponseKey, places = new List<Place>(1));
                        places.Add(new Place(field, parent, parent is { TypeKind: TypeKind.Object or TypeKind.Interface } ? parent.Field(field.Name) : null));
                        break;
                    case InlineFragment inline:
                        pending.Push((inline.SelectionSet, inline.TypeCondition is null ? parent : Context.Schema.Find(inline.TypeCondition)));
                        break;
                    case FragmentSpread spread when (visited ??= new(StringComparer.Ordinal)).Add(spread.Name) && Context.FindFragment(spread.Name) is { } fragment:
                        _spread.Add(fragment.SelectionSet);
                        pending.Push((fragment.SelectionSet, Context.Schema.Find(fragment.TypeCondition)));
                        break;
                }
            }
        }

        return byKey.Values;
    }

    private void Check(List<Place> places, Question question)
    {
        if (places.Count == 1)
        {
            AddInner(places, question);
            return;
        }

        Context.Spend(places.Count);
        var groups = GroupsOfOneObject(places);
        if (groups.Count == 1)
        {
            // All can be of one object: what is asked of each is asked of all.
            if (question.HasFlag(Question.SameField))
                CheckSameField(places);
            if (question.HasFlag(Question.Shape))
                CheckShape(places);
            AddInner(places, question);
            return;
        }

        if (question.HasFlag(Question.Shape))
        {
            CheckShape(places);
            AddInner(places, Question.Shape);
        }

        if (!question.HasFlag(Question.SameField))
            return;
        foreach (var group in groups)
        {
            Context.Spend(group.Count);
            CheckSameField(group);
            AddInner(group, Question.SameField);
        }
    }

    /// <summary>One group for each object type, which those of an interface, a union or an unknown type join.</summary>
    private static List<List<Place>> GroupsOfOneObject(List<Place> places)
    {
        var first = places[0].Parent;
        if (places.TrueForAll(place => place.Parent == first))
            return [places];
        var byObject = places.Where(place => place.IsOfObject).GroupBy(place => place.Parent!.Name, StringComparer.Ordinal).ToList();
        if (byObject.Count < 2)
            return [places];
        var others = places.Where(place => !place.IsOfObject).ToList();
        return [.. byObject.Select(group => others.Concat(group).ToList())];
    }

    private void CheckSameField(List<Place> places)
    {
        var first = places[0];
        foreach (var place in places)
        {
            if (ReferenceEquals(place.Field, first.Field))
                continue;
            if (place.Field.Name != first.Field.Name)
                ReportConflict(first, place, (earlier, later) => $"'{earlier.Field.Name}' and '{later.Field.Name}' are different fields");
            else if (!HaveSameArguments(place.Field, first.Field))
                ReportConflict(first, place, (earlier, _) => $"'{earlier.Field.Name}' is given different arguments");
        }
    }

    private void CheckShape(List<Place> places)
    {
        Place? first = null;
        string? shape = null;
        foreach (var place in places)
        {
            if (place.Definition is not { } definition)
                continue;
            if (first is null)
            {
                first = place;
                continue;
            }

            // Most are the same field.
            if (definition == first.Value.Definition)
                continue;
            shape ??= ShapeOf(first.Value.Definition!.TypeReference);
            if (ShapeOf(definition.TypeReference) != shape)
                ReportConflict(first.Value, place, (earlier, later) => $"their values are of the types '{earlier.Definition!.Type}' and '{later.Definition!.Type}'");
        }
    }

    private void ReportConflict(Place one, Place other, Func<Place, Place, string> reason)
    {
        var (earlier, later) = IsBefore(one.Field.Location, other.Field.Location) ? (one, other) : (other, one);
        if (_reported.Add(later.Field))
            Report(later.Field.Location, $"The key '{later.Field.ResponseKey}' stands for two values, here and at line {earlier.Field.Location.Line}, column {earlier.Field.Location.Column}: {reason(earlier, later)}. Give one of them another alias.");
    }

    private static bool IsBefore(SourceLocation left, SourceLocation right) => left.Line < right.Line || (left.Line == right.Line && left.Column < right.Column);

    /// <summary>Lists, non-null marks and the name of a value's type; of an object's nothing, since its fields are looked at.</summary>
    private string? ShapeOf(TypeReference type) => type switch
    {
        NonNullType nonNull => ShapeOf(nonNull.Type) + "!",
        ListType list => "[" + ShapeOf(list.ItemType) + "]",
        NamedType named when Context.Schema.Find(named.Name) is { IsLeaf: true } => named.Name,
        _ => "{}",
    };

    private bool HaveSameArguments(Field left, Field right) =>
        left.Arguments.Count == right.Arguments.Count && (left.Arguments.Count == 0 || ArgumentsOf(left) == ArgumentsOf(right));

    private string ArgumentsOf(Field field)
    {
        if (!_arguments.TryGetValue(field, out var text))
            _arguments.Add(field, text = string.Join(",", field.Arguments.OrderBy(argument => argument.Name, StringComparer.Ordinal).Select(argument => argument.Name + ":" + Canonical(argument.Value))));
        return text;
    }

    // The order of an object's fields means nothing. A block string is another text than a simple one to graphql-js.
    private static string Canonical(Value value) => value switch
    {
        ListValue list => "[" + string.Join(",", list.Items.Select(Canonical)) + "]",
        ObjectValue members => "{" + string.Join(",", members.Fields.OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => member.Name + ":" + Canonical(member.Value))) + "}",
        StringValue { IsBlock: true } => "block" + ValueText.Write(value),
        _ => ValueText.Write(value),
    };

    private void AddInner(List<Place> places, Question question)
    {
        List<SelectionSet>? sets = null;
        foreach (var place in places)
        {
            if (place.Field.SelectionSet is not { } set)
                continue;
            _parents[set] = Context.Schema.Find(place.Definition?.TypeReference);
            (sets ??= []).Add(set);
        }

        if (sets is not null)
            Add(sets, question);
    }

    private void Add(List<SelectionSet> sets, Question question)
    {
        var isNew = sets.Count == 1
            ? IsNew(_single, sets[0], ref question)
            : IsNew(_several, string.Join(" ", sets.Select(NumberOf).Distinct().OrderBy(number => number)), ref question);
        if (isNew)
            _pending.Push((sets, question));
    }

    private static bool IsNew<TKey>(Dictionary<TKey, Question> seen, TKey key, ref Question question)
    {
        seen.TryGetValue(key, out var earlier);
        seen[key] = earlier | question;
        question &= ~earlier;
        return question != 0;
    }

    private int NumberOf(SelectionSet set)
    {
        if (!_numbers.TryGetValue(set, out var number))
            _numbers.Add(set, number = _numbers.Count);
        return number;
    }

    /// <param name="Field">The field where it stands.</param>
    /// <param name="Parent">The type of which it is selected; null where the schema has none.</param>
    /// <param name="Definition">The field in the schema; null where the schema has none.</param>
    private readonly record struct Place(Field Field, SchemaType? Parent, SchemaField? Definition)
    {
        public bool IsOfObject => Parent is { TypeKind: TypeKind.Object };
    }
}
