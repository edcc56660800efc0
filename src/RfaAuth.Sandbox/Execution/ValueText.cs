using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Sandbox.Execution;

/// <summary>Compares arguments by what they say, wherever they stand: equal fields can be merged (GraphQL specification, section 5.3.2).</summary>
internal static class ValueText
{
    public static bool Equal(IReadOnlyList<Argument> left, IReadOnlyList<Argument> right) =>
        left.Count == right.Count
        && left.All(a => right.Any(b => a.Name == b.Name && Of(a.Value) == Of(b.Value)));

    private static string Of(Value value) => value switch
    {
        Variable variable => "$" + variable.Name,
        IntValue number => number.Text,
        FloatValue number => number.Text,
        StringValue text => "\"" + text.Text.Replace("\"", "\\\"", StringComparison.Ordinal) + "\"",
        BooleanValue boolean => boolean.IsTrue ? "true" : "false",
        EnumValue literal => literal.Name,
        ListValue list => "[" + string.Join(',', list.Items.Select(Of)) + "]",
        ObjectValue fields => "{" + string.Join(',', fields.Fields.Select(f => f.Name + ":" + Of(f.Value))) + "}",
        _ => "null",
    };
}
