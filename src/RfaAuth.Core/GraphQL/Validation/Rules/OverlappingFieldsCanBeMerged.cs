using System.Runtime.CompilerServices;
using RfaAuth.Core.Compatibility;
using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>
/// Section 5.3.2: the fields of one response key can be merged. Comparing all pairs would take time by the square of their number. So the fields of a
/// key are collected together with their selections, and each is compared with the first one. There are two questions: do all have values of the
/// same shape, and are those that one object can have the same field with the same arguments?
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

    // Below this number a loop is faster than a dictionary.
    private const int Few = 8;

    // An explicit stack, because through fragments, fields can nest as deep as the document is long.
    private readonly Stack<(IReadOnlyList<SelectionFacts> Sets, Question Question)> _pending = new();

    // The sets that were checked: a single selection set, or several together.
    private readonly Dictionary<object, SelectionFacts> _facts = new(ReferenceComparer.Instance);
    private readonly Dictionary<string, Question> _several = new(StringComparer.Ordinal);
    private readonly Dictionary<object, string> _arguments = new(ReferenceComparer.Instance);
    private readonly HashSet<object> _spread = new(ReferenceComparer.Instance);
    private readonly HashSet<object> _reported = new(ReferenceComparer.Instance);

    public override void EnterOperation(OperationDefinition operation) => Check(operation.SelectionSet, Context.Schema.Root(operation.Type));

    // Operations are checked first. A fragment that an operation spreads was checked there, together with its surroundings.
    public override void EnterFragment(FragmentDefinition fragment)
    {
        if (!_spread.Contains(fragment.SelectionSet))
            Check(fragment.SelectionSet, Context.Schema.Find(fragment.TypeCondition));
    }

    [MethodImpl(Compiled.AtOnce)]
    private void Check(SelectionSet set, SchemaType? type)
    {
        AddOne(FactsOf(set, type), Question.Both);
        while (_pending.Count > 0)
        {
            var (sets, question) = _pending.Pop();
            if (sets.Count == 1 && HasDistinctFields(sets[0].Set))
            {
                // No key occurs twice, so nothing can conflict. Most sets are like this.
                Context.Spend(sets[0].Set.Selections.Count);
                foreach (var selection in sets[0].Set.Selections)
                    AddInner((Field)selection, sets[0].Parent, question);
                continue;
            }

            foreach (var fields in Collect(sets))
            {
                if (fields.Others is null)
                    AddInner(fields.First.Field, fields.First.Parent, question);
                else
                    Check([fields.First, .. fields.Others], question);
            }
        }
    }

    [MethodImpl(Compiled.AtOnce)]
    private static bool HasDistinctFields(SelectionSet set)
    {
        var selections = set.Selections;
        if (selections.Count > Few)
            return false;
        for (var i = 0; i < selections.Count; i++)
        {
            if (selections[i] is not Field field)
                return false;
            var key = field.ResponseKey;
            for (var j = 0; j < i; j++)
            {
                if (((Field)selections[j]).ResponseKey == key)
                    return false;
            }
        }

        return true;
    }

    /// <summary>The fields of selection sets by response key, with those of their fragments.</summary>
    [MethodImpl(Compiled.AtOnce)]
    private Dictionary<string, PlacesOfKey>.ValueCollection Collect(IReadOnlyList<SelectionFacts> sets)
    {
        var byKey = new Dictionary<string, PlacesOfKey>(StringComparer.Ordinal);
        HashSet<string>? visited = null;
        var pending = new Stack<(SelectionSet Set, SchemaType? Parent)>();
        for (var index = sets.Count - 1; index >= 0; index--)
            pending.Push((sets[index].Set, sets[index].Parent));
        while (pending.Count > 0)
        {
            var (set, parent) = pending.Pop();
            Context.Spend(set.Selections.Count);
            for (var index = 0; index < set.Selections.Count; index++)
            {
                switch (set.Selections[index])
                {
                    case Field field:
                        if (!byKey.TryGetValue(field.ResponseKey, out var places))
                            byKey.Add(field.ResponseKey, new PlacesOfKey(new Place(field, parent, DefinitionOf(field, parent))));
                        else if (!IsPlainRepetition(field, parent, places.First))
                            (places.Others ??= []).Add(new Place(field, parent, DefinitionOf(field, parent)));
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

    /// <summary>Whether a field repeats the first one of its key, and has nothing in it that could differ.</summary>
    [MethodImpl(Compiled.AtOnce)]
    private static bool IsPlainRepetition(Field field, SchemaType? parent, Place first) =>
        field.SelectionSet is null && first.Field.SelectionSet is null && field.Arguments.Count == 0 && first.Field.Arguments.Count == 0
        && parent == first.Parent && field.Name == first.Field.Name;

    [MethodImpl(Compiled.AtOnce)]
    private void Check(List<Place> places, Question question)
    {
        Context.Spend(places.Count);
        var groups = GroupsOfOneObject(places);
        if (groups.Count == 1)
        {
            // All fields can belong to one object, so their selections must fulfil the same condition.
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

    /// <summary>One group for each object type. Fields of an interface, a union or an unknown type are in every group.</summary>
    private static List<List<Place>> GroupsOfOneObject(List<Place> places)
    {
        if (AreOfOneType(places))
            return [places];
        var byObject = places.Where(place => place.IsOfObject).GroupBy(place => place.Parent!.Name, StringComparer.Ordinal).ToList();
        if (byObject.Count < 2)
            return [places];
        var others = places.Where(place => !place.IsOfObject).ToList();
        return [.. byObject.Select(group => others.Concat(group).ToList())];
    }

    private static bool AreOfOneType(List<Place> places)
    {
        foreach (var place in places)
        {
            if (place.Parent != places[0].Parent)
                return false;
        }

        return true;
    }

    [MethodImpl(Compiled.AtOnce)]
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

    [MethodImpl(Compiled.AtOnce)]
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

            // Most fields of a key are the same field.
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

    /// <summary>The lists, non-null marks and name of a value's type. The name of an object is left out, because its fields are compared.</summary>
    private string? ShapeOf(TypeReference type) => type switch
    {
        NonNullType nonNull => ShapeOf(nonNull.Type) + "!",
        ListType list => "[" + ShapeOf(list.ItemType) + "]",
        NamedType named when Context.Schema.Find(named.Name) is { IsLeaf: true } => named.Name,
        _ => "{}",
    };

    private bool HaveSameArguments(Field left, Field right) =>
        left.Arguments.Count == right.Arguments.Count && (AreAlike(left.Arguments, right.Arguments) || ArgumentsOf(left) == ArgumentsOf(right));

    /// <summary>Whether arguments are literally the same. This is a fast check, which decides most cases.</summary>
    private static bool AreAlike(IReadOnlyList<Argument> left, IReadOnlyList<Argument> right)
    {
        for (var i = 0; i < left.Count; i++)
        {
            if (left[i].Name != right[i].Name || !AreAlike(left[i].Value, right[i].Value))
                return false;
        }

        return true;
    }

    private static bool AreAlike(Value left, Value right) => (left, right) switch
    {
        (Variable one, Variable other) => one.Name == other.Name,
        (IntValue one, IntValue other) => one.Text == other.Text,
        (StringValue one, StringValue other) => one.IsBlock == other.IsBlock && one.Text == other.Text,
        (EnumValue one, EnumValue other) => one.Name == other.Name,
        (BooleanValue one, BooleanValue other) => one.IsTrue == other.IsTrue,
        _ => false,
    };

    private string ArgumentsOf(Field field)
    {
        if (!_arguments.TryGetValue(field, out var text))
            _arguments.Add(field, text = string.Join(",", field.Arguments.OrderBy(argument => argument.Name, StringComparer.Ordinal).Select(argument => argument.Name + ":" + Canonical(argument.Value))));
        return text;
    }

    // The order of an object's fields does not matter. For graphql-js a block string differs from a simple string.
    private static string Canonical(Value value) => value switch
    {
        ListValue list => "[" + string.Join(",", list.Items.Select(Canonical)) + "]",
        ObjectValue members => "{" + string.Join(",", members.Fields.OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => member.Name + ":" + Canonical(member.Value))) + "}",
        StringValue { IsBlock: true } => "block" + ValueText.Write(value),
        _ => ValueText.Write(value),
    };

    [MethodImpl(Compiled.AtOnce)]
    private void AddInner(Field field, SchemaType? parent, Question question)
    {
        if (field.SelectionSet is { } set)
            AddOne(FactsOf(set, Context.Schema.Find(DefinitionOf(field, parent)?.TypeReference)), question);
    }

    [MethodImpl(Compiled.AtOnce)]
    private void AddInner(List<Place> places, Question question)
    {
        List<SelectionFacts>? sets = null;
        foreach (var place in places)
        {
            if (place.Field.SelectionSet is { } set)
                (sets ??= []).Add(FactsOf(set, Context.Schema.Find(place.Definition?.TypeReference)));
        }

        if (sets is { Count: 1 })
            AddOne(sets[0], question);
        else if (sets is not null)
            AddSeveral(sets, question);
    }

    [MethodImpl(Compiled.AtOnce)]
    private void AddOne(SelectionFacts set, Question question)
    {
        var open = question & ~set.Seen;
        set.Seen |= question;
        if (open != 0)
            _pending.Push(([set], open));
    }

    private void AddSeveral(List<SelectionFacts> sets, Question question)
    {
        var key = KeyOf(sets);
        _several.TryGetValue(key, out var seen);
        _several[key] = seen | question;
        if ((question & ~seen) != 0)
            _pending.Push((sets, question & ~seen));
    }

    /// <summary>The distinct numbers of the sets in order, each as two characters.</summary>
    [MethodImpl(Compiled.AtOnce)]
    private static string KeyOf(List<SelectionFacts> sets)
    {
        var numbers = sets.ConvertAll(set => set.Number);
        numbers.Sort();
        var key = new StringBuilder(numbers.Count * 2);
        for (var i = 0; i < numbers.Count; i++)
        {
            if (i == 0 || numbers[i] != numbers[i - 1])
                key.Append((char)(numbers[i] >> 16)).Append((char)numbers[i]);
        }

        return key.ToString();
    }

    [MethodImpl(Compiled.AtOnce)]
    private SelectionFacts FactsOf(SelectionSet set, SchemaType? parent)
    {
        if (!_facts.TryGetValue(set, out var facts))
            _facts.Add(set, facts = new SelectionFacts(set, parent, _facts.Count));
        return facts;
    }

    private static SchemaField? DefinitionOf(Field field, SchemaType? parent) =>
        parent is { TypeKind: TypeKind.Object or TypeKind.Interface } ? parent.Field(field.Name) : null;

    /// <param name="Field">The field at its place.</param>
    /// <param name="Parent">The type that has the field; null if the schema does not know it.</param>
    /// <param name="Definition">The field in the schema; null if the schema does not know it.</param>
    private readonly record struct Place(Field Field, SchemaType? Parent, SchemaField? Definition)
    {
        public bool IsOfObject => Parent is { TypeKind: TypeKind.Object };
    }

    /// <summary>The places of one response key. Most keys have one place.</summary>
    private sealed class PlacesOfKey(Place first)
    {
        public Place First => first;

        public List<Place>? Others { get; set; }
    }

    /// <summary>A selection set. It has one place, and so one parent type.</summary>
    private sealed class SelectionFacts(SelectionSet set, SchemaType? parent, int number)
    {
        public SelectionSet Set => set;

        public SchemaType? Parent => parent;

        public int Number => number;

        /// <summary>The questions that were checked for this set alone.</summary>
        public Question Seen { get; set; }
    }
}
