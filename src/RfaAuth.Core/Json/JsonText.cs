using System.Collections.Generic;
using System.Globalization;
using System.IO;
using RfaAuth.Core.Errors;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.Json;

/// <summary>Reads JSON text that a user gave.</summary>
internal static class JsonText
{
    /// <summary>Reads one JSON object, with unique names throughout, to plain values (see <see cref="PlainValueFactory"/>).</summary>
    /// <exception cref="RfaException">InvalidJson or TooDeep; the message does not quote the text.</exception>
    public static IReadOnlyDictionary<string, object?> ParseObject(string text)
    {
        using var reader = new StrictJsonReader(new StringReader(text), allowRepeatedNames: false);
        reader.Start();
        if (!reader.IsAtObject)
            throw new RfaException(ErrorCodes.InvalidJson, "The JSON text is not an object: variables are given as {\"name\": value}.");
        var result = (IReadOnlyDictionary<string, object?>)reader.ReadObject(PlainValueFactory.Instance);
        reader.End();
        if (HasTrailingComma(text))
            throw new RfaException(ErrorCodes.InvalidJson, "The text is not valid JSON: a comma stands before a closing bracket.");
        if (SurrogatePairs.HasHalf(Units(text)))
            throw new RfaException(ErrorCodes.InvalidJson, "The text holds half of a surrogate pair.");
        return result;
    }

    // The text as it was written, escapes undone: where half a pair is escaped, the library puts another character in its place.
    private static IEnumerable<char> Units(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var isEscape = text[i] == '\\';
            i += isEscape ? 1 : 0;
            var isNumber = isEscape && text[i] == 'u';
            yield return isNumber
                ? (char)int.Parse(text.Substring(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
                : text[i];
            i += isNumber ? 4 : 0;
        }
    }

    // What the library forgives. The text is known to be JSON otherwise, so a quote begins or ends a string unless it is escaped.
    private static bool HasTrailingComma(string text)
    {
        var isInString = false;
        var last = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (isInString && character == '\\')
                i++;
            else if (character == '"')
                isInString = !isInString;
            if (isInString || char.IsWhiteSpace(character))
                continue;
            if (last == ',' && character is ('}' or ']'))
                return true;
            last = character;
        }

        return false;
    }
}
