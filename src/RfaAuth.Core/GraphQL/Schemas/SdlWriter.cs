using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.GraphQL.Schemas;

/// <summary>Writes a schema as SDL (GraphQL specification, section 3), in the same form as graphql-js. Lines end with LF.</summary>
internal static class SdlWriter
{
    private const string Indent = "  ";

    // A longer single line is written on its own line between the quotes.
    private const int LongestOneLine = 70;

    public static string Write(Schema schema)
    {
        var text = new StringBuilder();
        WriteRoots(text, schema);
        foreach (var directive in schema.Directives.Where(directive => !SpecifiedTypes.IsDirective(directive.Name)))
            WriteDirective(Separate(text), directive);
        foreach (var type in schema.Types.Where(type => !SpecifiedTypes.Scalars.ContainsKey(type.Name)))
            WriteType(Separate(text), type);
        return text.Append('\n').ToString();
    }

    /// <summary>Writes one type.</summary>
    public static string Write(SchemaType type)
    {
        var text = new StringBuilder();
        WriteType(text, type);
        return text.ToString();
    }

    private static StringBuilder Separate(StringBuilder text) => text.Length == 0 ? text : text.Append("\n\n");

    private static void WriteRoots(StringBuilder text, Schema schema)
    {
        var isCommon = schema.QueryType == "Query" && schema.MutationType is null or "Mutation" && schema.SubscriptionType is null or "Subscription";
        if (isCommon && schema.DescriptionAsGiven is null)
            return;
        WriteDescription(text, schema.DescriptionAsGiven, "", isFirst: true);
        text.Append("schema {\n  query: ").Append(schema.QueryType).Append('\n');
        if (schema.MutationType is not null)
            text.Append("  mutation: ").Append(schema.MutationType).Append('\n');
        if (schema.SubscriptionType is not null)
            text.Append("  subscription: ").Append(schema.SubscriptionType).Append('\n');
        text.Append('}');
    }

    private static void WriteDirective(StringBuilder text, SchemaDirective directive)
    {
        WriteDescription(text, directive.DescriptionAsGiven, "", isFirst: true);
        text.Append("directive @").Append(directive.Name);
        WriteArguments(text, directive.Arguments, "");
        // The deprecation of a directive is not written: it is a draft, which most readers of SDL refuse.
        text.Append(directive.IsRepeatable ? " repeatable" : "").Append(" on ").Append(string.Join(" | ", directive.Locations));
    }

    private static void WriteType(StringBuilder text, SchemaType type)
    {
        WriteDescription(text, type.DescriptionAsGiven, "", isFirst: true);
        switch (type.TypeKind)
        {
            case TypeKind.Scalar:
                text.Append("scalar ").Append(type.Name);
                if (type.SpecifiedByUrlAsGiven is { } url)
                    text.Append(" @specifiedBy(url: ").Append(ValueText.WriteString(url)).Append(')');
                break;
            case TypeKind.Object or TypeKind.Interface:
                text.Append(type.TypeKind == TypeKind.Object ? "type " : "interface ").Append(type.Name);
                if (type.Interfaces.Count > 0)
                    text.Append(" implements ").Append(string.Join(" & ", type.Interfaces));
                WriteBlock(text, type.Fields, WriteField);
                break;
            case TypeKind.Union:
                text.Append("union ").Append(type.Name);
                if (type.PossibleTypes.Count > 0)
                    text.Append(" = ").Append(string.Join(" | ", type.PossibleTypes));
                break;
            case TypeKind.Enum:
                text.Append("enum ").Append(type.Name);
                WriteBlock(text, type.EnumValues, WriteEnumValue);
                break;
            default:
                text.Append("input ").Append(type.Name).Append(type.IsOneOf ? " @oneOf" : "");
                WriteBlock(text, type.Fields, WriteInputField);
                break;
        }
    }

    private static void WriteBlock<T>(StringBuilder text, IReadOnlyList<T> items, Action<StringBuilder, T, bool> write)
    {
        if (items.Count == 0)
            return;
        text.Append(" {\n");
        for (var index = 0; index < items.Count; index++)
        {
            write(text, items[index], index == 0);
            text.Append('\n');
        }

        text.Append('}');
    }

    private static void WriteField(StringBuilder text, SchemaField field, bool isFirst)
    {
        WriteDescription(text, field.DescriptionAsGiven, Indent, isFirst);
        text.Append(Indent).Append(field.Name);
        WriteArguments(text, field.Arguments, Indent);
        text.Append(": ").Append(field.Type);
        WriteDeprecation(text, field.IsDeprecated, field.DeprecationReasonAsGiven);
    }

    private static void WriteInputField(StringBuilder text, SchemaField field, bool isFirst)
    {
        WriteDescription(text, field.DescriptionAsGiven, Indent, isFirst);
        text.Append(Indent);
        WriteInput(text, field.Name, field.Type, field.DefaultValue);
        WriteDeprecation(text, field.IsDeprecated, field.DeprecationReasonAsGiven);
    }

    private static void WriteEnumValue(StringBuilder text, SchemaEnumValue value, bool isFirst)
    {
        WriteDescription(text, value.DescriptionAsGiven, Indent, isFirst);
        text.Append(Indent).Append(value.Name);
        WriteDeprecation(text, value.IsDeprecated, value.DeprecationReasonAsGiven);
    }

    private static void WriteArguments(StringBuilder text, IReadOnlyList<SchemaArgument> arguments, string indentation)
    {
        if (arguments.Count == 0)
            return;
        text.Append('(');
        var isOneLine = arguments.All(argument => string.IsNullOrEmpty(argument.DescriptionAsGiven));
        for (var index = 0; index < arguments.Count; index++)
        {
            var argument = arguments[index];
            if (isOneLine)
            {
                text.Append(index > 0 ? ", " : "");
            }
            else
            {
                text.Append('\n');
                WriteDescription(text, argument.DescriptionAsGiven, Indent + indentation, index == 0);
                text.Append(Indent).Append(indentation);
            }

            WriteInput(text, argument.Name, argument.Type, argument.DefaultValue);
            WriteDeprecation(text, argument.IsDeprecated, argument.DeprecationReasonAsGiven);
        }

        text.Append(isOneLine ? "" : "\n" + indentation).Append(')');
    }

    private static void WriteInput(StringBuilder text, string name, string type, string? defaultValue)
    {
        text.Append(name).Append(": ").Append(type);
        // Some services write a default in the syntax of their own language. This is no SDL, so it is left out.
        if (defaultValue is not null && Parser.TryParseConstant(defaultValue) is { } value)
            text.Append(" = ").Append(ValueText.Write(value));
    }

    private static void WriteDeprecation(StringBuilder text, bool isDeprecated, string? reason)
    {
        if (!isDeprecated && reason is null)
            return;
        text.Append(" @deprecated");
        if (reason is not null && reason != SpecifiedTypes.DefaultDeprecationReason)
            text.Append("(reason: ").Append(ValueText.WriteString(reason)).Append(')');
    }

    private static void WriteDescription(StringBuilder text, string? description, string indentation, bool isFirst)
    {
        if (description is null)
            return;
        text.Append(indentation.Length > 0 && !isFirst ? "\n" : "").Append(indentation);
        // A character on which a terminal acts can only be escaped in a simple string, and not in a block string.
        var written = IsBlockString(description) && TerminalText.Neutralise(description) == description
            ? BlockOf(description)
            : ValueText.WriteString(description);
        text.Append(written.Replace("\n", "\n" + indentation)).Append('\n');
    }

    /// <summary>Whether a block string can hold this text: it has no control characters, no empty lines at its ends and no common indentation.</summary>
    private static bool IsBlockString(string text)
    {
        if (text.Length == 0)
            return true;
        if (text.Any(character => character < ' ' && character is not ('\t' or '\n')))
            return false;
        var lines = text.Split('\n');
        if (lines.Length == 1)
            return !IsBlank(text);
        return !IsBlank(lines[0]) && !IsBlank(lines[lines.Length - 1])
            && !(lines.Where(line => !IsBlank(line)).All(line => Characters.IsWhitespace(line[0])));
    }

    private static bool IsBlank(string line) => line.All(Characters.IsWhitespace);

    private static string BlockOf(string text)
    {
        const string Quotes = "\"\"\"";
        var escaped = text.Replace(Quotes, "\\" + Quotes);
        var lines = escaped.Split('\n');
        var endsLikeQuotes = text.EndsWith("\"", StringComparison.Ordinal) || text.EndsWith("\\", StringComparison.Ordinal);
        var isOnOwnLines = lines.Length > 1 || text.Length > LongestOneLine || endsLikeQuotes;
        var startsBelow = lines.Length > 1
            ? true
            : isOnOwnLines && !(text.Length > 0 && Characters.IsWhitespace(text[0]));
        return Quotes + (startsBelow ? "\n" : "") + escaped + (isOnOwnLines ? "\n" : "") + Quotes;
    }
}
