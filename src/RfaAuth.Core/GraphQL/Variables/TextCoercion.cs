using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.GraphQL.Variables;

/// <summary>
/// Reads the text of an input, as a CSV file or a list of lines gives it, as the type that its variable declares. Only what can be
/// read in one way is read: no thousands, no "yes", no culture of the machine. What is no text passes as it is.
/// </summary>
internal static class TextCoercion
{
    /// <param name="type">The declared type.</param>
    /// <param name="value">A plain value: text is read, and text in a list item by item.</param>
    public static Coerced Coerce(TypeReference type, object? value) => value switch
    {
        string text => Read(type, text),
        _ when value is not null && ValueKind.IsList(value) && Nullable(type) is ListType list => EachItem(list.ItemType, (IEnumerable)value),
        _ => Coerced.To(value),
    };

    /// <summary>Whether text says nothing for this type: then null is meant, or the variable's default, or something is missing.</summary>
    public static bool IsBlank(TypeReference type, string text) =>
        Nullable(type) is NamedType { Name: "Int" or "Float" or "Boolean" } ? string.IsNullOrWhiteSpace(text) : text.Length == 0;

    private static Coerced Read(TypeReference type, string text)
    {
        if (!IsBlank(type, text))
            return Nullable(type) is ListType list ? OnlyItem(list.ItemType, text) : ReadScalar(((NamedType)Nullable(type)).Name, text);
        if (type is not NonNullType)
            return Coerced.To(null);
        return Nullable(type) is NamedType { Name: "String" or "ID" } ? Coerced.To(text) : Coerced.Refused("empty text");
    }

    private static Coerced ReadScalar(string type, string text) => type switch
    {
        "Int" => IsInteger(text.Trim()) && ReadNumber(text.Trim()) is { } number ? Coerced.To(number) : Coerced.Refused("text that is no whole number"),
        "Float" => ReadNumber(text.Trim()) is { } number ? Coerced.To(number) : Coerced.Refused("text that is no number"),
        "Boolean" => ReadBoolean(text.Trim()),
        _ => Coerced.To(text),
    };

    private static Coerced ReadBoolean(string text) =>
        text.Equals("true", StringComparison.OrdinalIgnoreCase) ? Coerced.To(true)
        : text.Equals("false", StringComparison.OrdinalIgnoreCase) ? Coerced.To(false)
        : Coerced.Refused("text that is neither true nor false");

    private static bool IsInteger(string text) => Unsigned(text).All(c => c is >= '0' and <= '9');

    /// <summary>A number as people and spreadsheets write it: JSON's, which knows no plus, no zeros before it and no bare point.</summary>
    private static object? ReadNumber(string text)
    {
        var digits = Unsigned(text);
        if (digits.Length == 0 || digits[0] is not ((>= '0' and <= '9') or '.'))
            return null;
        digits = digits.TrimStart('0');
        if (digits.Length == 0 || digits[0] is < '0' or > '9')
            digits = "0" + digits;
        return JsonNumber.Parse(text[0] == '-' ? "-" + digits : digits);
    }

    private static string Unsigned(string text) => text.Length > 0 && text[0] is '+' or '-' ? text.Substring(1) : text;

    private static Coerced OnlyItem(TypeReference type, string text)
    {
        var item = Read(type, text);
        return item.Mismatch is null ? Coerced.To(new List<object?> { item.Value }) : item;
    }

    private static Coerced EachItem(TypeReference type, IEnumerable list)
    {
        var items = new List<object?>();
        foreach (var value in list)
        {
            var item = Coerce(type, value);
            if (item.Mismatch is { } mismatch)
                return item with { Mismatch = mismatch with { Place = $"[{items.Count}]{mismatch.Place}" } };
            items.Add(item.Value);
        }

        return Coerced.To(items);
    }

    private static TypeReference Nullable(TypeReference type) => type is NonNullType required ? required.Type : type;
}
