using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using RfaAuth.Core.Compatibility;
using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Core.GraphQL.Validation;

/// <summary>Walks through a document once, together with the schema's types, and calls every rule at every place.</summary>
internal sealed class DocumentWalk(ValidationContext context, ValidationRule[] rules)
{
    private static readonly ConcurrentDictionary<(Type, string), bool> s_takesUp = new();

    // For the most frequent nodes of a document, only the rules that override the method are called.
    private readonly ValidationRule[] _ofFields = TakingUp(rules, nameof(ValidationRule.EnterField));
    private readonly ValidationRule[] _ofArguments = TakingUp(rules, nameof(ValidationRule.EnterArguments));
    private readonly ValidationRule[] _ofArgument = TakingUp(rules, nameof(ValidationRule.EnterArgument));
    private readonly ValidationRule[] _ofValues = TakingUp(rules, nameof(ValidationRule.EnterValue));

    public void Run()
    {
        foreach (var rule in rules)
            rule.EnterDocument();
        foreach (var operation in context.Document.Operations)
            Walk(operation);
        foreach (var fragment in context.Document.Fragments)
            Walk(fragment);
        foreach (var rule in rules)
            rule.LeaveDocument();
    }

    private void Walk(OperationDefinition operation)
    {
        var root = context.Schema.Root(operation.Type);
        context.Field = null;
        context.ParentType = null;
        foreach (var rule in rules)
            rule.EnterOperation(operation);
        foreach (var variable in operation.Variables)
        {
            foreach (var rule in rules)
                rule.EnterVariable(variable);
            if (variable.DefaultValue is not null)
                WalkValue(variable.DefaultValue, new InputPosition(Known(variable.Type)));
            WalkDirectives(variable.Directives, DirectiveLocations.VariableDefinition);
        }

        WalkDirectives(operation.Directives, DirectiveLocations.Of(operation.Type));
        WalkSelections(operation.SelectionSet, root);
        foreach (var rule in rules)
            rule.LeaveOperation(operation);
    }

    private void Walk(FragmentDefinition fragment)
    {
        context.Field = null;
        context.ParentType = null;
        foreach (var rule in rules)
            rule.EnterFragment(fragment);
        WalkDirectives(fragment.Directives, DirectiveLocations.FragmentDefinition);
        WalkSelections(fragment.SelectionSet, context.Schema.Find(fragment.TypeCondition));
    }

    // The recursion is no deeper than the document, whose depth the parser limits.
    [MethodImpl(Compiled.AtOnce)]
    private void WalkSelections(SelectionSet set, SchemaType? type)
    {
        var (outerParent, outerField) = (context.ParentType, context.Field);
        var parent = type is { IsComposite: true } ? type : null;
        foreach (var selection in set.Selections)
        {
            context.ParentType = parent;
            context.Field = outerField;
            switch (selection)
            {
                case Field field:
                    Walk(field, parent);
                    break;
                case InlineFragment inline:
                    foreach (var rule in rules)
                        rule.EnterInlineFragment(inline);
                    WalkDirectives(inline.Directives, DirectiveLocations.InlineFragment);
                    WalkSelections(inline.SelectionSet, inline.TypeCondition is null ? parent : context.Schema.Find(inline.TypeCondition));
                    break;
                case FragmentSpread spread:
                    foreach (var rule in rules)
                        rule.EnterSpread(spread);
                    WalkDirectives(spread.Directives, DirectiveLocations.FragmentSpread);
                    break;
            }
        }

        (context.ParentType, context.Field) = (outerParent, outerField);
    }

    [MethodImpl(Compiled.AtOnce)]
    private void Walk(Field field, SchemaType? parent)
    {
        var definition = parent is null ? null : context.Schema.FindField(parent, field.Name);
        context.Field = definition;
        foreach (var rule in _ofFields)
            rule.EnterField(field);
        WalkArguments(field.Arguments);
        WalkDirectives(field.Directives, DirectiveLocations.Field);
        if (field.SelectionSet is not null)
            WalkSelections(field.SelectionSet, context.Schema.Find(definition?.TypeReference));
    }

    [MethodImpl(Compiled.AtOnce)]
    private void WalkDirectives(IReadOnlyList<Directive> directives, string place)
    {
        if (directives.Count == 0)
            return;
        foreach (var rule in rules)
            rule.EnterDirectives(directives, place);
        foreach (var directive in directives)
        {
            context.Directive = directive;
            context.DirectiveDefinition = context.Schema.FindDirective(directive.Name);
            foreach (var rule in rules)
                rule.EnterDirective(directive);
            WalkArguments(directive.Arguments);
        }

        (context.Directive, context.DirectiveDefinition) = (null, null);
    }

    [MethodImpl(Compiled.AtOnce)]
    private void WalkArguments(IReadOnlyList<Argument> arguments)
    {
        if (arguments.Count == 0)
            return;
        foreach (var rule in _ofArguments)
            rule.EnterArguments(arguments);
        foreach (var argument in arguments)
        {
            foreach (var rule in _ofArgument)
                rule.EnterArgument(argument);
            var definition = context.Directive is null ? context.Field?.Argument(argument.Name) : context.DirectiveDefinition?.Argument(argument.Name);
            WalkValue(argument.Value, new InputPosition(definition?.TypeReference, definition?.DefaultValue is not null));
        }
    }

    [MethodImpl(Compiled.AtOnce)]
    private void WalkValue(Value value, InputPosition position)
    {
        foreach (var rule in _ofValues)
            rule.EnterValue(value, position);
    }

    private static ValidationRule[] TakingUp(ValidationRule[] rules, string method) =>
        [.. rules.Where(rule => s_takesUp.GetOrAdd((rule.GetType(), method), _ => rule.GetType().GetMethod(method)!.DeclaringType != typeof(ValidationRule)))];

    // If the schema does not know the variable's type, the variable has no type.
    private TypeReference? Known(TypeReference type) => context.Schema.Find(type) is { IsInput: true } ? type : null;
}
