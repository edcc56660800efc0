namespace Interop.Language;

/// <summary>What the client's reader made of a document, in the words of <c>graphql-js/verdicts.mjs</c>.</summary>
internal static class ReadDocument
{
    /// <returns>Each field with its place, and each string, in document order; null where the document is refused.</returns>
    public static IReadOnlyList<string>? Describe(string text)
    {
        try
        {
            var document = Document.Parse(text);
            return [.. document.Operations.SelectMany(Describe), .. document.Fragments.SelectMany(Describe)];
        }
        catch (GraphQLSyntaxException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Describe(OperationDefinition operation) =>
        [.. operation.Variables.SelectMany(Describe), .. operation.Directives.SelectMany(Describe), .. Describe(operation.SelectionSet)];

    private static IEnumerable<string> Describe(FragmentDefinition fragment) =>
        [.. fragment.Directives.SelectMany(Describe), .. Describe(fragment.SelectionSet)];

    private static IEnumerable<string> Describe(VariableDefinition variable) =>
        [.. variable.DefaultValue is { } value ? Describe(value) : [], .. variable.Directives.SelectMany(Describe)];

    private static IEnumerable<string> Describe(SelectionSet? selectionSet) => selectionSet?.Selections.SelectMany(Describe) ?? [];

    private static IEnumerable<string> Describe(Selection selection) => selection switch
    {
        Field field =>
        [
            $"field {field.ResponseKey} {field.Location.Line}:{field.Location.Column}",
            .. field.Arguments.SelectMany(argument => Describe(argument.Value)),
            .. field.Directives.SelectMany(Describe),
            .. Describe(field.SelectionSet),
        ],
        InlineFragment inline => [.. inline.Directives.SelectMany(Describe), .. Describe(inline.SelectionSet)],
        _ => selection.Directives.SelectMany(Describe),
    };

    private static IEnumerable<string> Describe(Directive directive) => directive.Arguments.SelectMany(argument => Describe(argument.Value));

    private static IEnumerable<string> Describe(Value value) => value switch
    {
        StringValue text => ["string " + text.Text],
        ListValue list => list.Items.SelectMany(Describe),
        ObjectValue members => members.Fields.SelectMany(member => Describe(member.Value)),
        _ => [],
    };
}
