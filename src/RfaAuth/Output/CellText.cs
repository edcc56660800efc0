using System.Security;
using RfaAuth.Core.Json;
using RfaAuth.Input;

namespace RfaAuth.Output;

/// <summary>
/// Writes a value as the text of a cell, so that a batch can read it again: text as it is, other single values as in a request, lists and
/// objects as JSON. Null is empty. A secret is empty too, because it must not be in a file.
/// </summary>
internal static class CellText
{
    public static string Of(object? value)
    {
        switch (Plain(value))
        {
            case null:
                return "";
            case string text:
                return text;
            case var plain:
                var json = JsonText.Write(plain);
                // Dates and GUIDs are text in JSON.
                return json[0] == '"' ? (string)JsonText.TryParse(json)! : json == "null" ? "" : json;
        }
    }

    /// <summary>A value that JSON can hold. A secret becomes null, and a value that cannot be sent becomes text.</summary>
    public static object? Plain(object? value)
    {
        try
        {
            var plain = WithoutSecrets(new PlainValueReader().Read(value));
            JsonText.Write(plain);
            return plain;
        }
        catch (RfaException)
        {
            // Such a value is not read again. The text only shows what it was.
            return Convert.ToString(PSObjects.Unwrap(value), CultureInfo.InvariantCulture) ?? "";
        }
    }

    private static object? WithoutSecrets(object? value) => value switch
    {
        SecureString => null,
        IReadOnlyDictionary<string, object?> members => members.ToDictionary(member => member.Key, member => WithoutSecrets(member.Value)),
        List<object?> items => items.ConvertAll(WithoutSecrets),
        _ => value,
    };
}
