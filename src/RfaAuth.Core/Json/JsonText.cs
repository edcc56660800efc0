using Newtonsoft.Json;

namespace RfaAuth.Core.Json;

/// <summary>Reads JSON from a string: a user's JSON, or a text of a service.</summary>
internal static class JsonText
{
    /// <summary>Reads a JSON object to plain values (see <see cref="PlainValueFactory"/>). The names in each object must be unique.</summary>
    /// <exception cref="RfaException">InvalidJson or TooDeep; the message does not quote the text.</exception>
    public static IReadOnlyDictionary<string, object?> ParseObject(string text) =>
        Parse(text, PlainValueFactory.Instance) as IReadOnlyDictionary<string, object?> ?? throw new RfaException(
            ErrorCodes.InvalidJson, "The JSON text is not an object: variables are given as {\"name\": value}.");

    /// <summary>Reads a user's JSON value. The names in each object must be unique.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="values">Makes the objects and lists.</param>
    /// <exception cref="RfaException">InvalidJson or TooDeep; the message does not quote the text.</exception>
    public static object? Parse(string text, IValueFactory values)
    {
        if (VariableWriter.HasHalfPair(text))
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
            // The bytes may hold tokens.
            Array.Clear(bytes, 0, bytes.Length);
        }
    }

    /// <summary>Writes a plain value as in a request.</summary>
    /// <exception cref="RfaException">InvalidVariables or TooDeep: JSON cannot hold the value.</exception>
    public static string Write(object? value)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var json = new JsonTextWriter(text))
            new VariableWriter(json).WriteValue(value);
        return text.ToString();
    }

    /// <summary>Writes an object, in the order of its members. Its values are texts, numbers, nulls and objects of the same kind.</summary>
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

    /// <summary>Reads a service's JSON value of any type.</summary>
    /// <returns>The plain value; null if the text is no JSON.</returns>
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
