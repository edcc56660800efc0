namespace RfaAuth.Core.GraphQL.Language;

/// <summary>Writes values as in a document.</summary>
internal static class ValueText
{
    public static string Write(Value value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    /// <summary>Writes a text between double quotes. It escapes the characters that must be escaped, and those on which a terminal acts.</summary>
    public static string WriteString(string value)
    {
        var text = new StringBuilder();
        AppendString(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Value value)
    {
        switch (value)
        {
            case Variable variable:
                text.Append('$').Append(variable.Name);
                break;
            case IntValue number:
                text.Append(number.Text);
                break;
            case FloatValue number:
                text.Append(number.Text);
                break;
            case StringValue word:
                AppendString(text, word.Text);
                break;
            case BooleanValue boolean:
                text.Append(boolean.IsTrue ? "true" : "false");
                break;
            case EnumValue name:
                text.Append(name.Name);
                break;
            case ListValue list:
                text.Append('[');
                for (var index = 0; index < list.Items.Count; index++)
                    Append(text.Append(index > 0 ? ", " : ""), list.Items[index]);
                text.Append(']');
                break;
            case ObjectValue members:
                text.Append('{');
                for (var index = 0; index < members.Fields.Count; index++)
                    Append(text.Append(index > 0 ? ", " : "").Append(members.Fields[index].Name).Append(": "), members.Fields[index].Value);
                text.Append('}');
                break;
            default:
                text.Append("null");
                break;
        }
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var character in value)
        {
            switch (character)
            {
                case '"' or '\\':
                    text.Append('\\').Append(character);
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\r':
                    text.Append("\\r");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                case '\b':
                    text.Append("\\b");
                    break;
                case '\f':
                    text.Append("\\f");
                    break;
                case < ' ' or (>= '\u007F' and <= '\u009F') or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F' or '\u061C':
                    text.Append("\\u").Append(((int)character).ToString("X4", CultureInfo.InvariantCulture));
                    break;
                default:
                    text.Append(character);
                    break;
            }
        }

        text.Append('"');
    }
}
