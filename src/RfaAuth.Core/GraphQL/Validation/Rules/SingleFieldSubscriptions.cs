using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>Section 5.2.4.1: a subscription selects exactly one root field. It is no introspection field, and does not depend on a variable.</summary>
internal sealed class SingleFieldSubscriptions(ValidationContext context) : ValidationRule(context)
{
    public override void EnterOperation(OperationDefinition operation)
    {
        if (operation.Type != OperationType.Subscription || Context.Schema.Subscription is not { } root)
            return;
        var name = operation.Name is null ? "The subscription" : $"The subscription '{operation.Name}'";
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in RootFields(operation, root, name))
        {
            // Check only the first place of a key.
            if (!keys.Add(field.ResponseKey))
                continue;
            if (keys.Count == 2)
                Report(field.Location, $"{name} must select one field at its root.");
            if (field.Name.StartsWith("__", StringComparison.Ordinal))
                Report(field.Location, $"{name} must not select a field of introspection at its root.");
        }
    }

    private IEnumerable<Field> RootFields(OperationDefinition operation, Schemas.SchemaType root, string name)
    {
        var visited = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<Selection>();
        Push(operation.SelectionSet);
        while (pending.Count > 0)
        {
            var selection = pending.Pop();
            Context.Spend(1);
            if (IsLeftOut(selection, "skip", true, name) || IsLeftOut(selection, "include", false, name))
                continue;
            switch (selection)
            {
                case Field field:
                    yield return field;
                    break;
                case InlineFragment inline when inline.TypeCondition is null || Applies(inline.TypeCondition, root):
                    Push(inline.SelectionSet);
                    break;
                case FragmentSpread spread when visited.Add(spread.Name) && Context.FindFragment(spread.Name) is { } fragment && Applies(fragment.TypeCondition, root):
                    Push(fragment.SelectionSet);
                    break;
            }
        }

        void Push(SelectionSet set)
        {
            for (var index = set.Selections.Count - 1; index >= 0; index--)
                pending.Push(set.Selections[index]);
        }
    }

    private bool Applies(string typeCondition, Schemas.SchemaType root) =>
        Context.Schema.Find(typeCondition) is { } type && (type == root || (type.IsAbstract && Context.Schema.IsSubtype(root, type)));

    // Whether the document itself leaves the selection out, with a constant.
    private bool IsLeftOut(Selection selection, string directiveName, bool when, string name)
    {
        foreach (var directive in selection.Directives)
        {
            if (directive.Name != directiveName)
                continue;
            if (directive.Arguments.LastOrDefault(argument => argument.Name == "if")?.Value is BooleanValue condition)
                return condition.IsTrue == when;
            Report(directive.Location, $"{name} must not make its root field depend on a variable.");
            return false;
        }

        return false;
    }
}
