using System.Collections;
using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.GraphQL.Variables;

/// <summary>
/// Reads the text of an input (from a CSV file or a list of lines) as the declared type of its variable. It reads only text that is
/// unambiguous: no thousands separators, no "yes", no culture of the machine. A value that is no text is not changed.
/// </summary>
internal static class TextCoercion
{
    /// <param name="type">The declared type.</param>
    /// <param name="value">A plain value. Text is read, also within lists.</param>
    /// <param name="types">The service's known types. Text within an input object is read if its fields are known.</param>
    public static CoercionResult Coerce(TypeReference type, object? value, InputTypes types) => value switch
    {
        null => CoercionResult.To(null),
        string text => Read(type, text, types),
        _ when Nullable(type) is ListType list => ValueKind.IsList(value) ? EachItem(list.ItemType, (IEnumerable)value, types) : CoercionResult.To(value),
        _ when Nullable(type) is NamedType named && types.FieldsOf(named.Name) is { } fields =>
            CoercionResult.To(InputObjects.Map(value, fields, (field, member) => Coerce(field, member, types) is { Mismatch: null } read ? read.Value : member)),
        _ => CoercionResult.To(value),
    };

    /// <summary>Whether the text is empty for this type. Then it means null, the variable's default, or a missing value.</summary>
    public static bool IsBlank(TypeReference type, string text, InputTypes types) =>
        Nullable(type) is NamedType named && IsNumberOrBoolean(named.Name, types) ? string.IsNullOrWhiteSpace(text) : text.Length == 0;

    private static bool IsNumberOrBoolean(string type, InputTypes types) =>
        type is "Int" or "Float" or "Boolean" || types.FormOf(type) is ScalarForm.Number or ScalarForm.Boolean;

    private static CoercionResult Read(TypeReference type, string text, InputTypes types)
    {
        if (!IsBlank(type, text, types))
            return Nullable(type) is ListType list ? OnlyItem(list.ItemType, text, types) : ReadScalar(((NamedType)Nullable(type)).Name, text);
        if (type is not NonNullType)
            return CoercionResult.To(null);
        return Nullable(type) is NamedType { Name: "String" or "ID" } ? CoercionResult.To(text) : CoercionResult.Refused("empty text");
    }

    // Text for a service's own scalar is read later, when the value is converted to its form.
    private static CoercionResult ReadScalar(string type, string text) => type switch
    {
        "Int" => NumberText.IsInteger(text.Trim()) && ReadNumber(text.Trim()) is { } number ? CoercionResult.To(number) : CoercionResult.Refused("text that is no whole number"),
        "Float" => ReadNumber(text.Trim()) is { } number ? CoercionResult.To(number) : CoercionResult.Refused("text that is no number"),
        "Boolean" => ReadBoolean(text.Trim()),
        _ => CoercionResult.To(text),
    };

    private static CoercionResult ReadBoolean(string text) =>
        text.Equals("true", StringComparison.OrdinalIgnoreCase) ? CoercionResult.To(true)
        : text.Equals("false", StringComparison.OrdinalIgnoreCase) ? CoercionResult.To(false)
        : CoercionResult.Refused("text that is neither true nor false");

    private static object? ReadNumber(string text) => NumberText.ToJson(text) is { } json ? JsonNumber.Parse(json) : null;

    private static CoercionResult OnlyItem(TypeReference type, string text, InputTypes types)
    {
        var item = Read(type, text, types);
        return item.Mismatch is null ? CoercionResult.To(new List<object?> { item.Value }) : item;
    }

    private static CoercionResult EachItem(TypeReference type, IEnumerable list, InputTypes types)
    {
        var items = new List<object?>();
        foreach (var value in list)
        {
            var item = Coerce(type, value, types);
            if (item.Mismatch is { } mismatch)
                return item with { Mismatch = mismatch with { Place = $"[{items.Count}]{mismatch.Place}" } };
            items.Add(item.Value);
        }

        return CoercionResult.To(items);
    }

    private static TypeReference Nullable(TypeReference type) => type is NonNullType required ? required.Type : type;
}
