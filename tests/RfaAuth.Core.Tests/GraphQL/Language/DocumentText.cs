namespace RfaAuth.Core.Tests.GraphQL.Language;

/// <summary>
/// Writes out all that a document holds but its places: two documents are equal when their texts are.
/// (Records compare their lists by reference.) A block string's text stands between triple quotes, without escapes.
/// </summary>
internal static class DocumentText
{
    public static string Of(Document document)
    {
        var text = new StringBuilder();
        foreach (var operation in document.Operations)
            text.Append(Of(operation)).Append('\n');
        foreach (var fragment in document.Fragments)
            text.Append(Of(fragment)).Append('\n');
        return text.ToString();
    }

    public static string Of(OperationDefinition operation)
    {
        var keyword = operation.Type switch
        {
            OperationType.Query => "query",
            OperationType.Mutation => "mutation",
            _ => "subscription",
        };
        var variables = operation.Variables.Count == 0 ? "" : "(" + Join(operation.Variables, Of) + ")";
        return keyword + (operation.Name is null ? "" : " " + operation.Name) + variables + Of(operation.Directives) + Of(operation.SelectionSet);
    }

    public static string Of(FragmentDefinition fragment) =>
        $"fragment {fragment.Name} on {fragment.TypeCondition}{Of(fragment.Directives)}{Of(fragment.SelectionSet)}";

    private static string Of(VariableDefinition variable) =>
        $"${variable.Name}:{Of(variable.Type)}{(variable.DefaultValue is null ? "" : "=" + Of(variable.DefaultValue))}{Of(variable.Directives)}";

    private static string Of(TypeReference type) => type switch
    {
        NamedType named => named.Name,
        ListType list => $"[{Of(list.ItemType)}]",
        NonNullType nonNull => Of(nonNull.Type) + "!",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private static string Of(IReadOnlyList<Directive> directives) =>
        string.Concat(directives.Select(directive => "@" + directive.Name + Of(directive.Arguments)));

    private static string Of(IReadOnlyList<Argument> arguments) =>
        arguments.Count == 0 ? "" : "(" + Join(arguments, argument => $"{argument.Name}:{Of(argument.Value)}") + ")";

    private static string Of(SelectionSet set) => "{" + Join(set.Selections, Of) + "}";

    private static string Of(Selection selection) => selection switch
    {
        Field field => (field.Alias is null ? "" : field.Alias + ":") + field.Name + Of(field.Arguments) + Of(field.Directives)
            + (field.SelectionSet is null ? "" : Of(field.SelectionSet)),
        FragmentSpread spread => "..." + spread.Name + Of(spread.Directives),
        InlineFragment inline => "..." + (inline.TypeCondition is null ? "" : "on " + inline.TypeCondition) + Of(inline.Directives) + Of(inline.SelectionSet),
        _ => throw new ArgumentOutOfRangeException(nameof(selection)),
    };

    private static string Of(Value value) => value switch
    {
        Variable variable => "$" + variable.Name,
        IntValue number => number.Text,
        FloatValue number => number.Text,
        StringValue { IsBlock: true } block => $"\"\"\"{block.Text}\"\"\"",
        StringValue text => $"\"{text.Text}\"",
        BooleanValue boolean => boolean.IsTrue ? "true" : "false",
        NullValue => "null",
        EnumValue name => name.Name,
        ListValue list => "[" + Join(list.Items, Of) + "]",
        ObjectValue obj => "{" + Join(obj.Fields, field => $"{field.Name}:{Of(field.Value)}") + "}",
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    private static string Join<T>(IEnumerable<T> parts, Func<T, string> text) => string.Join(' ', parts.Select(text));
}
