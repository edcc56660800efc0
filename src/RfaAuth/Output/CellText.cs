using System.Security;
using RfaAuth.Core.Json;
using RfaAuth.Input;

namespace RfaAuth.Output;

/// <summary>
/// A value as the text of a cell, from which a batch reads it again: text as it is, other single values as a request would carry them, lists and
/// objects as JSON. Null is empty, and so is a secret, which has no place in a file.
/// </summary>
internal static class CellText
{
    public static string Of(object? value)
    {
        object? plain;
        string json;
        try
        {
            plain = WithoutSecrets(new PlainValueReader().Read(value));
            json = JsonText.Write(plain);
        }
        catch (RfaException)
        {
            // What cannot be sent is not read again either: enough to tell what it was.
            return Convert.ToString(PSObjects.Unwrap(value), CultureInfo.InvariantCulture) ?? "";
        }

        return plain switch
        {
            null => "",
            string text => text,
            // A date or a GUID, which JSON has as text.
            _ when json[0] == '"' => (string)JsonText.TryParse(json)!,
            _ => json == "null" ? "" : json,
        };
    }

    private static object? WithoutSecrets(object? value) => value switch
    {
        SecureString => null,
        IReadOnlyDictionary<string, object?> members => members.ToDictionary(member => member.Key, member => WithoutSecrets(member.Value)),
        List<object?> items => items.ConvertAll(WithoutSecrets),
        _ => value,
    };
}
