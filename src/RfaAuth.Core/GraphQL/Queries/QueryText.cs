namespace RfaAuth.Core.GraphQL.Queries;

/// <summary>Writes a document with one operation, indented by two blanks.</summary>
internal static class QueryText
{
    // In a longer line each variable gets a line of its own.
    private const int LongestLine = 100;

    public static string Write(string keyword, string name, IReadOnlyList<(string Name, string Type, string? Value)> variables, SelectedField root)
    {
        var text = new StringBuilder().Append(keyword).Append(' ').Append(name);
        var declared = variables.Select(variable => $"${variable.Name}: {variable.Type}{(variable.Value is null ? "" : " = " + variable.Value)}").ToList();
        if (declared.Count > 0)
        {
            var line = "(" + string.Join(", ", declared) + ")";
            text.Append(text.Length + line.Length <= LongestLine ? line : "(\n  " + string.Join("\n  ", declared) + "\n)");
        }

        text.Append(" {\n");
        WriteField(text, root, "  ");
        return text.Append('}').ToString();
    }

    private static void WriteField(StringBuilder text, SelectedField field, string indent)
    {
        text.Append(indent).Append(field.Definition.Name);
        if (field.Arguments.Count > 0)
            text.Append('(').Append(string.Join(", ", field.Arguments.Select(entry => $"{entry.Argument.Name}: {entry.Value}"))).Append(')');
        if (!field.IsEmpty)
        {
            text.Append(" {\n");
            WriteSelections(text, field, indent + "  ");
            text.Append(indent).Append('}');
        }

        text.Append('\n');
    }

    private static void WriteSelections(StringBuilder text, SelectedField holder, string indent)
    {
        foreach (var field in holder.Fields)
            WriteField(text, field, indent);
        foreach (var (type, inner) in holder.Fragments)
        {
            text.Append(indent).Append("... on ").Append(type.Name).Append(" {\n");
            WriteSelections(text, inner, indent + "  ");
            text.Append(indent).Append("}\n");
        }
    }
}
