using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Core.GraphQL.Queries;

/// <summary>Writes plain values as literals of a document, by the expected type: an enum value is a name, a text is in quotes.</summary>
internal sealed class LiteralText(SchemaIndex schema, string argument)
{
    /// <exception cref="RfaException">InvalidVariables: the value does not fit the type.</exception>
    public string Write(object? value, TypeReference type)
    {
        var nullable = type is NonNullType nonNull ? nonNull.Type : type;
        if (value is null)
            return "null";
        if (value is object?[] items)
            return "[" + string.Join(", ", items.Select(item => Write(item, nullable is ListType list ? list.ItemType : nullable))) + "]";
        if (nullable is ListType single)
            return Write(value, single.ItemType);
        var named = schema.Find(nullable);
        return value switch
        {
            IReadOnlyDictionary<string, object?> members => WriteObject(members, named),
            string text when named is { TypeKind: TypeKind.Enum } => EnumName(text, named),
            string text => ValueText.WriteString(text),
            bool truth => truth ? "true" : "false",
            _ => ((IFormattable)value).ToString(value is double ? "R" : null, CultureInfo.InvariantCulture),
        };
    }

    private string WriteObject(IReadOnlyDictionary<string, object?> members, SchemaType? type)
    {
        var written = members.Select(member =>
        {
            var field = type is { TypeKind: TypeKind.InputObject } ? FieldOf(type, member.Key) : null;
            var name = field?.Name ?? (IsName(member.Key) ? member.Key : throw Invalid($"'{member.Key}' cannot be the name of a field in a document"));
            return $"{name}: {Write(member.Value, field?.TypeReference ?? new NamedType("?"))}";
        });
        return "{" + string.Join(", ", written) + "}";
    }

    private SchemaField FieldOf(SchemaType type, string name) =>
        type.Field(name)
        ?? type.Fields.FirstOrDefault(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw Invalid($"the input '{type.Name}' has no field '{name}'{Nearest(name, type.Fields.Select(field => field.Name))}");

    private string EnumName(string text, SchemaType type) =>
        (type.EnumValue(text) ?? type.EnumValues.FirstOrDefault(value => string.Equals(value.Name, text, StringComparison.OrdinalIgnoreCase)))?.Name
        ?? throw Invalid($"'{type.Name}' has no value '{text}'{Nearest(text, type.EnumValues.Select(value => value.Name))}");

    private static string Nearest(string name, IEnumerable<string> names) => NearestName.Find(name, names) is { } nearest ? $"; did you mean '{nearest}'?" : "";

    private static bool IsName(string text) => text.Length > 0 && Characters.IsNameStart(text[0]) && text.All(Characters.IsNameContinue);

    private RfaException Invalid(string problem) =>
        new(ErrorCodes.InvalidVariables, $"-Argument {argument}: {problem.TrimEnd('?')}{(problem.EndsWith("?", StringComparison.Ordinal) ? "?" : ".")}");
}
