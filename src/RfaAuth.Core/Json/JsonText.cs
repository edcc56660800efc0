using Newtonsoft.Json;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.Json;

/// <summary>Reads JSON that is a text: a user's, or the words of a service.</summary>
internal static class JsonText
{
    /// <summary>Reads one JSON object, with unique names throughout, to plain values (see <see cref="PlainValueFactory"/>).</summary>
    /// <exception cref="RfaException">InvalidJson or TooDeep; the message does not quote the text.</exception>
    public static IReadOnlyDictionary<string, object?> ParseObject(string text) =>
        Parse(text, PlainValueFactory.Instance) as IReadOnlyDictionary<string, object?> ?? throw new RfaException(
            ErrorCodes.InvalidJson, "The JSON text is not an object: variables are given as {\"name\": value}.");

    /// <summary>Reads one JSON value of a user, with unique names throughout.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="values">Makes the objects and lists.</param>
    /// <exception cref="RfaException">InvalidJson or TooDeep; the message does not quote the text.</exception>
    public static object? Parse(string text, IValueFactory values)
    {
        if (SurrogatePairs.HasHalf(text))
            throw new RfaException(ErrorCodes.InvalidJson, "The text holds half of a surrogate pair.");
        var bytes = Encoding.UTF8.GetBytes(text);
        try
        {
            using var reader = new JsonValueReader(new ArraySegment<byte>(bytes), JsonSource.User);
            var value = reader.ReadValue(values);
            reader.End();
            return value;
        }
        finally
        {
            // It may hold tokens.
            Array.Clear(bytes, 0, bytes.Length);
        }
    }

    /// <summary>Writes a plain value as a request would carry it.</summary>
    /// <exception cref="RfaException">InvalidVariables or TooDeep: it has no place in JSON.</exception>
    public static string Write(object? value)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var json = new JsonTextWriter(text))
            new VariableWriter(json).WriteValue(value);
        return text.ToString();
    }

    /// <summary>Writes an object of texts, numbers, nulls and such objects, in the order of the members.</summary>
    public static string WriteObject(IEnumerable<KeyValuePair<string, object?>> members)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var json = new JsonTextWriter(text))
            WriteObject(json, members);
        return text.ToString();
    }

    private static void WriteObject(JsonTextWriter json, IEnumerable<KeyValuePair<string, object?>> members)
    {
        json.WriteStartObject();
        foreach (var member in members)
        {
            json.WritePropertyName(member.Key);
            if (member.Value is IEnumerable<KeyValuePair<string, object?>> below)
                WriteObject(json, below);
            else
                json.WriteValue(member.Value);
        }

        json.WriteEndObject();
    }

    /// <summary>Reads JSON of a service, whatever it is.</summary>
    /// <returns>The plain value; null where the text is no JSON.</returns>
    public static object? TryParse(string text)
    {
        try
        {
            using var reader = new JsonValueReader(new ArraySegment<byte>(Encoding.UTF8.GetBytes(text)), JsonSource.Service);
            var value = reader.ReadValue(PlainValueFactory.Instance);
            reader.End();
            return value;
        }
        catch (RfaException)
        {
            return null;
        }
    }
}
