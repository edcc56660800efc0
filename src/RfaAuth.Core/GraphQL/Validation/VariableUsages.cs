using System.Runtime.CompilerServices;
using RfaAuth.Core.Compatibility;
using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Core.GraphQL.Validation;

/// <param name="Variable">The variable at the place where it is used.</param>
/// <param name="Position">The expected type there.</param>
internal sealed record VariableUsage(Variable Variable, InputPosition Position);

/// <summary>Finds the places where operations use variables: in their own fields, and in the fields of their fragments.</summary>
internal sealed class VariableUsages
{
    private readonly ValidationContext _context;

    // The usages in each operation and fragment, collected during the walk.
    private readonly Dictionary<object, List<VariableUsage>> _usages = new(ReferenceComparer.Instance);
    private readonly Dictionary<object, List<string>> _spreads = new(ReferenceComparer.Instance);
    private readonly Dictionary<object, IReadOnlyList<FragmentDefinition>> _reached = new(ReferenceComparer.Instance);
    private readonly Dictionary<object, IReadOnlyList<VariableUsage>> _ofOperations = new(ReferenceComparer.Instance);

    public VariableUsages(ValidationContext context) => _context = context;

    /// <summary>The usages of an operation, with those in its fragments.</summary>
    public IReadOnlyList<VariableUsage> Of(OperationDefinition operation)
    {
        if (!_ofOperations.TryGetValue(operation, out var usages))
        {
            var all = new List<VariableUsage>(OwnOf(operation, operation.SelectionSet, operation.Directives, _context.Schema.Root(operation.Type)));
            foreach (var fragment in Reached(operation))
            {
                var own = OwnOf(fragment);
                _context.Spend(own.Count + 1);
                all.AddRange(own);
            }

            _ofOperations.Add(operation, usages = all);
        }

        return usages;
    }

    /// <summary>The fragments that an operation spreads, directly or through others.</summary>
    public IReadOnlyList<FragmentDefinition> Reached(OperationDefinition operation)
    {
        if (_reached.TryGetValue(operation, out var fragments))
            return fragments;
        var found = new List<FragmentDefinition>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Queue<string>(SpreadsOf(operation, operation.SelectionSet));
        while (pending.Count > 0)
        {
            var name = pending.Dequeue();
            _context.Spend(1);
            if (!seen.Add(name) || _context.FindFragment(name) is not { } fragment)
                continue;
            found.Add(fragment);
            foreach (var next in SpreadsOf(fragment, fragment.SelectionSet))
                pending.Enqueue(next);
        }

        _reached.Add(operation, found);
        return found;
    }

    /// <summary>The names of the fragments that a fragment spreads itself.</summary>
    public IReadOnlyList<string> SpreadsOf(FragmentDefinition fragment) => SpreadsOf(fragment, fragment.SelectionSet);

    private List<VariableUsage> OwnOf(FragmentDefinition fragment) =>
        OwnOf(fragment, fragment.SelectionSet, fragment.Directives, _context.Schema.Find(fragment.TypeCondition));

    private List<VariableUsage> OwnOf(object holder, SelectionSet set, IReadOnlyList<Directive> directives, SchemaType? type)
    {
        if (!_usages.TryGetValue(holder, out var usages))
        {
            _usages.Add(holder, usages = []);
            Collect(directives, usages);
            Collect(set, type, usages);
        }

        return usages;
    }

    private List<string> SpreadsOf(object holder, SelectionSet set)
    {
        if (!_spreads.TryGetValue(holder, out var names))
        {
            _spreads.Add(holder, names = []);
            CollectSpreads(set, names);
        }

        return names;
    }

    [MethodImpl(Compiled.AtOnce)]
    private static void CollectSpreads(SelectionSet set, List<string> names)
    {
        foreach (var selection in set.Selections)
        {
            switch (selection)
            {
                case FragmentSpread spread:
                    names.Add(spread.Name);
                    break;
                case Field { SelectionSet: { } inner }:
                    CollectSpreads(inner, names);
                    break;
                case InlineFragment inline:
                    CollectSpreads(inline.SelectionSet, names);
                    break;
            }
        }
    }

    [MethodImpl(Compiled.AtOnce)]
    private void Collect(SelectionSet set, SchemaType? type, List<VariableUsage> usages)
    {
        var parent = type is { IsComposite: true } ? type : null;
        foreach (var selection in set.Selections)
        {
            switch (selection)
            {
                case Field field:
                    var definition = parent is null ? null : _context.Schema.FindField(parent, field.Name);
                    foreach (var argument in field.Arguments)
                    {
                        var found = definition?.Argument(argument.Name);
                        Collect(argument.Value, new InputPosition(found?.TypeReference, found?.DefaultValue is not null), usages);
                    }

                    Collect(field.Directives, usages);
                    if (field.SelectionSet is not null)
                        Collect(field.SelectionSet, _context.Schema.Find(definition?.TypeReference), usages);
                    break;
                case InlineFragment inline:
                    Collect(inline.Directives, usages);
                    Collect(inline.SelectionSet, inline.TypeCondition is null ? parent : _context.Schema.Find(inline.TypeCondition), usages);
                    break;
                default:
                    Collect(selection.Directives, usages);
                    break;
            }
        }
    }

    private void Collect(IReadOnlyList<Directive> directives, List<VariableUsage> usages)
    {
        foreach (var directive in directives)
        {
            var definition = _context.Schema.FindDirective(directive.Name);
            foreach (var argument in directive.Arguments)
            {
                var found = definition?.Argument(argument.Name);
                Collect(argument.Value, new InputPosition(found?.TypeReference, found?.DefaultValue is not null), usages);
            }
        }
    }

    [MethodImpl(Compiled.AtOnce)]
    private void Collect(Value value, InputPosition position, List<VariableUsage> usages)
    {
        switch (value)
        {
            case Variable variable:
                usages.Add(new VariableUsage(variable, position));
                break;
            case ListValue list:
                foreach (var item in list.Items)
                    Collect(item, position.Item(), usages);
                break;
            case ObjectValue members:
                foreach (var member in members.Fields)
                    Collect(member.Value, position.Field(member.Name, _context.Schema), usages);
                break;
        }
    }
}
